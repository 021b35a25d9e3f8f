/* fimbria.h: the whole public interface of libfimbria; what the Java bindings are generated from. C alone: exchange.h. */
#ifndef FIMBRIA_FIMBRIA_H
#define FIMBRIA_FIMBRIA_H

#include "fimbria/abi.h"
#include "fimbria/neuralmass.h"
#include "fimbria/placement.h"
#include "fimbria/random.h"
#include "fimbria/record.h"
#include "fimbria/spikes.h"
#include "fimbria/spiking.h"

#endif
