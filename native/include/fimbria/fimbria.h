/* fimbria.h: the public interface of libfimbria, as the Java bindings are generated from it; C alone: exchange.h. */
#ifndef FIMBRIA_FIMBRIA_H
#define FIMBRIA_FIMBRIA_H

#include "fimbria/abi.h"
#include "fimbria/bold.h"
#include "fimbria/cable.h"
#include "fimbria/electrode.h"
#include "fimbria/exchange_dry.h"
#include "fimbria/lfp.h"
#include "fimbria/neuralmass.h"
#include "fimbria/placement.h"
#include "fimbria/random.h"
#include "fimbria/record.h"
#include "fimbria/sensors.h"
#include "fimbria/spikes.h"
#include "fimbria/spiking.h"
#include "fimbria/wait.h"

#endif
