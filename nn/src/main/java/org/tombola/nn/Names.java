package org.tombola.nn;

/// Where a layer stands in its network: builds parameter names as PyTorch's `state_dict` has them,
/// `fc1.weight`, `stage2.0.conv1.weight`.
///
/// @param path of the module, empty for the network itself
public record Names(String path) {
  public static final Names ROOT = new Names("");

  /// The place of a module inside this one.
  public Names child(String name) {
    return new Names(of(name));
  }

  /// The path of the module a full name belongs to: `layer1.0.bn1` for `layer1.0.bn1.weight`.
  public static String parent(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }

  /// The full name of a parameter of this module.
  public String of(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
