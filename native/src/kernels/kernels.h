/*
 * kernels.h: the hot loops, compiled once per variant (cmake/Variants.cmake), and the table that engines call them by.
 *
 * A kernel is a function of a file in this folder, defined as FIM_KERNEL(its name) and listed below with its type, a
 * typedef in the header of its component. Everything else in such a file is static. Kernels keep no state, and call
 * none but static functions and libm: what they share with the rest is data.
 */
#ifndef FIMBRIA_SRC_KERNELS_H
#define FIMBRIA_SRC_KERNELS_H

#include "aeif.h"
#include "arrivals.h"
#include "cable.h"
#include "electrode_segments.h"
#include "lfp_channels.h"
#include "lfp_kernel_fold.h"
#include "lfp_kernel_response.h"
#include "neuralmass_history.h"
#include "neuralmass_integrator.h"
#include "neuralmass_model.h"

/* Type and name of every kernel. */
/* clang-format off */
#define FIM_KERNELS(kernel)                                \
  kernel(aeif_step_fast_t, aeif_step_fast)                 \
  kernel(aeif_add_arrivals_t, aeif_add_arrivals)           \
  kernel(aeif_step_slow_t, aeif_step_slow)                 \
  kernel(fim_couple_t, fim_couple)                         \
  kernel(fim_couple_ahead_t, fim_couple_ahead)             \
  kernel(fim_noise_t, fim_noise)                           \
  kernel(fim_move_t, fim_move)                             \
  kernel(fim_accumulate_t, fim_accumulate)                 \
  kernel(fim_are_within_t, fim_are_within)                 \
  kernel(fim_rhs_t, mean_field_adex_2)                     \
  kernel(fim_rhs_t, mean_field_adex_1)                     \
  kernel(mean_field_adex_lanes_t, mean_field_adex_lanes)   \
  kernel(fim_rhs_t, wilson_cowan)                          \
  kernel(fim_arrive_t, fim_arrive)                         \
  kernel(fim_sum_lines_t, fim_sum_lines)                   \
  kernel(fim_sum_points_t, fim_sum_points)                 \
  kernel(fim_sum_points_t, fim_sum_points_coarse)          \
  kernel(lfp_respond_t, lfp_respond)                       \
  kernel(lfp_fold_t, lfp_fold)                             \
  kernel(cable_step_t, cable_step)                         \
  kernel(cable_step_loaded_t, cable_step_loaded)           \
  kernel(cable_membrane_current_t, cable_membrane_current) \
  kernel(lfp_inject_t, lfp_inject)                         \
  kernel(lfp_project_t, lfp_project)
/* clang-format on */

/* The kernels of one variant. */
typedef struct fim_kernels {
#define FIM_MEMBER(type, name) type *name;
  FIM_KERNELS(FIM_MEMBER)
#undef FIM_MEMBER
} fim_kernels_t;

#define FIM_PASTE(name, variant) name##_##variant
#define FIM_NAME_OF(name, variant) FIM_PASTE(name, variant)

/* Within a variant's sources, compiled with FIM_VARIANT: its functions' names (aeif_step_fast_x86_64_v3). */
#ifdef FIM_VARIANT
#define FIM_KERNEL(name) FIM_NAME_OF(name, FIM_VARIANT)
#define FIM_DECLARATION(type, name) type FIM_KERNEL(name);
FIM_KERNELS(FIM_DECLARATION)
#undef FIM_DECLARATION
#endif

#endif
