package org.fimbria.natives;

import org.fimbria.natives.gen.Fimbria;

/** A native call that failed: its status code, the function and the library's text. */
public final class NativeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final String function;

  /** Makes the exception of one failed call. */
  public NativeException(int code, String function, String text) {
    super(text.isEmpty() ? "%s failed with code %d".formatted(function, code) : text);
    this.code = code;
    this.function = function;
  }

  /** Negative FIM_E* code. */
  public int code() {
    return code;
  }

  /** Whether the call failed only because another rank did not answer. */
  public boolean isOfAnotherRank() {
    return code == Fimbria.FIM_E_LINK();
  }

  /** Name of the C function. */
  public String function() {
    return function;
  }
}
