package org.tombola.kernels.cuda.ptx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The kernels in one text of PTX. Each is decoded when it is first wanted.
public final class Family {
  private static final Pattern ENTRY = Pattern.compile("\\.entry\\s+(\\w+)\\s*\\(");

  private final String text;
  private final Map<String, Integer> entries = new LinkedHashMap<>(); // where they begin
  private final Map<String, Program> programs = new ConcurrentHashMap<>();

  public Family(String text) {
    this.text = text;
    for (Matcher entry = ENTRY.matcher(text); entry.find(); ) {
      entries.put(entry.group(1), entry.start());
    }
  }

  /// The names of the kernels, in the order of the text.
  public Set<String> kernels() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  /// The kernel of that name, ready to run.
  ///
  /// @throws Fault if there is none, or if it has an instruction that the interpreter does not know
  Program program(String kernel) {
    Integer begin = entries.get(kernel);
    if (begin == null) {
      throw new Fault("no kernel " + kernel + " among " + entries.keySet());
    }
    return programs.computeIfAbsent(kernel, name -> new Parser(text, begin).program(name));
  }
}
