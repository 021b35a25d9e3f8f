# FIMBRIA_SANITIZE=ON builds the library and its tests under AddressSanitizer and UndefinedBehaviorSanitizer, in a build
# folder of its own. Leaks are reported too; fimbria_sanitizer_environment is what tests run with.

option(FIMBRIA_SANITIZE "Build everything under ASan and UBSan" OFF)

set(fimbria_sanitizer_environment "")
if(FIMBRIA_SANITIZE)
  set(flags -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_options(fimbria_options INTERFACE ${flags} -O1)
  target_link_options(fimbria_options INTERFACE -fsanitize=address,undefined)
  set(fimbria_sanitizer_environment
      "ASAN_OPTIONS=strict_string_checks=1:detect_stack_use_after_return=1"
      "UBSAN_OPTIONS=print_stacktrace=1")
endif()
