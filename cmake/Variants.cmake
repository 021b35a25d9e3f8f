# The kernels (src/kernels/*.c) as one object library per instruction set, with every function named by the variant's
# suffix. fimbria_add_variants(<library>) adds them to it, and writes variants.h, their list.
# fimbria_narrowest_variant is the name of the first.

include(CheckCSourceCompiles)

# Narrowest first: suffix, name, compiler options. The first one runs on every machine that the library is for.
# With 256-bit vectors, which some compilers prefer for x86-64-v4, the neurons take twice as long as with 512 bits.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$")
  set(fimbria_variants
      "x86_64_v2 x86-64-v2 -march=x86-64-v2"
      "x86_64_v3 x86-64-v3 -march=x86-64-v3"
      "x86_64_v4 x86-64-v4 -march=x86-64-v4 -mprefer-vector-width=512")
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "^(aarch64|arm64)$")
  set(fimbria_variants
      "aarch64 aarch64 -march=armv8-a"
      "aarch64_sve aarch64-sve -march=armv8.2-a+sve")
else()
  set(fimbria_variants "generic generic")
endif()

function(fimbria_add_variants library)
  file(GLOB kernels CONFIGURE_DEPENDS src/kernels/*.c)
  set(list "")
  foreach(variant ${fimbria_variants})
    separate_arguments(variant)
    list(POP_FRONT variant suffix name)
    list(JOIN variant " " CMAKE_REQUIRED_FLAGS)
    check_c_source_compiles("int main(void) { return 0; }" FIMBRIA_COMPILES_${suffix})
    if(NOT FIMBRIA_COMPILES_${suffix})
      continue()
    endif()
    set(objects ${library}_${suffix})
    add_library(${objects} OBJECT ${kernels})
    target_compile_definitions(${objects} PRIVATE FIM_VARIANT=${suffix})
    target_compile_options(${objects} PRIVATE ${variant})
    target_include_directories(${objects} PRIVATE include src)
    target_include_directories(${objects} SYSTEM PRIVATE ${RANDOM123_INCLUDE_DIR})
    target_link_libraries(${objects} PRIVATE fimbria_options OpenMP::OpenMP_C)
    set_target_properties(${objects} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    target_sources(${library} PRIVATE $<TARGET_OBJECTS:${objects}>)
    string(APPEND list " variant(${suffix}, \"${name}\")")
  endforeach()
  list(GET fimbria_variants 0 narrowest)
  string(REGEX REPLACE "^[^ ]+ ([^ ]+).*" "\\1" narrowest "${narrowest}")
  set(fimbria_narrowest_variant ${narrowest} PARENT_SCOPE)
  file(CONFIGURE OUTPUT variants.h @ONLY CONTENT
       "/* The compiled variants, narrowest first: suffix, name. */\n#define FIM_VARIANTS(variant)@list@\n")
  target_include_directories(${library} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
endfunction()
