/* neuralmass_model.c: the models that there are, and their tables behind the public interface. */
#include "neuralmass_model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "variant.h"

static const fim_model_t *const models[] = {&fim_mean_field_adex_2, &fim_mean_field_adex_1, &fim_wilson_cowan};

enum { MODEL_COUNT = sizeof models / sizeof models[0] };

const fim_model_t *fim_model_at(int32_t model) {
  if (model < 0 || model >= MODEL_COUNT) {
    fim_fail(FIM_E_ARGUMENT, "model = %d: allowed are 0 to %d", model, MODEL_COUNT - 1);
    return NULL;
  }
  return models[model];
}

int32_t fim_model_check_parameters(const fim_model_t *model, const double *params) {
  for (int32_t p = 0; p < model->parameter_count; p++) {
    const fim_parameter_t *row = &model->parameters[p];
    if (!(params[p] >= row->minimum && params[p] <= row->maximum)) {
      return fim_fail(FIM_E_ARGUMENT, "%s: %s = %g %s: allowed are %g to %g", model->name, row->symbol, params[p],
                      row->unit, row->minimum, row->maximum);
    }
    if (strcmp(row->unit, "option") == 0 && params[p] != floor(params[p])) {
      return fim_fail(FIM_E_ARGUMENT, "%s: %s = %g: allowed are the whole numbers %g to %g", model->name, row->symbol,
                      params[p], row->minimum, row->maximum);
    }
  }
  return FIM_OK;
}

int32_t fim_neuralmass_model_count(void) {
  return MODEL_COUNT;
}

const char *fim_neuralmass_model_name(int32_t model) {
  const fim_model_t *found = fim_model_at(model);
  return found == NULL ? NULL : found->name;
}

int32_t fim_neuralmass_find_model(const char *name) {
  for (int32_t m = 0; name != NULL && m < MODEL_COUNT; m++) {
    if (strcmp(models[m]->name, name) == 0) {
      return m;
    }
  }
  return fim_fail(FIM_E_ARGUMENT, "model = %s: allowed are mean_field_adex_2, mean_field_adex_1, wilson_cowan",
                  name == NULL ? "NULL" : name);
}

int32_t fim_neuralmass_parameter_count(int32_t model) {
  const fim_model_t *found = fim_model_at(model);
  return found == NULL ? FIM_E_ARGUMENT : found->parameter_count;
}

int32_t fim_neuralmass_variable_count(int32_t model) {
  const fim_model_t *found = fim_model_at(model);
  return found == NULL ? FIM_E_ARGUMENT : found->variable_count;
}

static int32_t copy_row(const fim_parameter_t *rows, int32_t count, int32_t index, fim_parameter_t *out) {
  if (index < 0 || index >= count || out == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "index = %d, out = %p: allowed are 0 to %d and an address", index, (void *)out,
                    count - 1);
  }
  *out = rows[index];
  return FIM_OK;
}

int32_t fim_neuralmass_parameter(int32_t model, int32_t index, fim_parameter_t *out) {
  const fim_model_t *found = fim_model_at(model);
  return found == NULL ? FIM_E_ARGUMENT : copy_row(found->parameters, found->parameter_count, index, out);
}

int32_t fim_neuralmass_variable(int32_t model, int32_t index, fim_parameter_t *out) {
  const fim_model_t *found = fim_model_at(model);
  return found == NULL ? FIM_E_ARGUMENT : copy_row(found->variables, found->variable_count, index, out);
}

/* The caller's arrays copied into padded lanes and back; lanes beyond n repeat region 0. */
int32_t fim_neuralmass_derivative(int32_t model, const double *params, int32_t n, const double *state, const double *c,
                                  double *out) {
  const fim_model_t *found = fim_model_at(model);
  if (found == NULL) {
    return FIM_E_ARGUMENT;
  }
  if (params == NULL || n <= 0 || state == NULL || c == NULL || out == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "derivative: n = %d and the arrays: allowed are n > 0 and addresses", n);
  }
  const fim_kernels_t *kernels = fim_kernels_chosen();
  if (kernels == NULL) {
    return fim_chain(FIM_E_ARGUMENT, "derivative");
  }
  const int32_t padded = fim_padded(n);
  const int32_t variables = found->variable_count;
  double *lanes = aligned_alloc(FIM_ALIGNMENT, sizeof(double) * padded * (2 * variables + 1));
  if (lanes == NULL) {
    return fim_fail(FIM_E_MEMORY, "derivative: no memory for %d regions", n);
  }
  double *y[FIM_MAX_VARIABLES];
  double *dy[FIM_MAX_VARIABLES];
  double *coupling = lanes + (int64_t)2 * variables * padded;
  for (int32_t v = 0; v < variables; v++) {
    y[v] = lanes + (int64_t)v * padded;
    dy[v] = lanes + (int64_t)(variables + v) * padded;
    for (int32_t i = 0; i < padded; i++) {
      y[v][i] = state[(int64_t)v * n + (i < n ? i : 0)];
    }
  }
  for (int32_t i = 0; i < padded; i++) {
    coupling[i] = c[i < n ? i : 0];
  }
  found->rhs(kernels)(params, padded, (const double *const *)y, coupling, dy);
  for (int32_t v = 0; v < variables; v++) {
    memcpy(out + (int64_t)v * n, dy[v], sizeof(double) * n);
  }
  free(lanes);
  return FIM_OK;
}
