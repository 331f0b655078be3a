package org.tombola.lottery.cli;

import org.tombola.lottery.run.Machine;
import picocli.CommandLine.IVersionProvider;

/// The program's version and the commit it was built from.
final class Version implements IVersionProvider {
  Version() {}

  @Override
  public String[] getVersion() {
    var here = Machine.here();
    return new String[] {"lottery %s, commit %s".formatted(here.version(), here.commit())};
  }
}
