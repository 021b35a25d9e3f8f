package org.fimbria.connectome;

import java.util.ArrayList;
import java.util.List;

/**
 * The 52 regions of one hemisphere of the built-in mouse brain: names of the Allen mouse atlas, and
 * roughly where they lie.
 *
 * <p>Positions are coarse by intent, to half a millimetre, as one reads them off any stereotaxic
 * atlas: lateral from the mid plane, anterior of bregma, depth below the top of the brain.
 */
final class MouseAtlas {
  /** Parts of the brain that differ in how much they send. */
  enum Division {
    ISOCORTEX(true, 1),
    OLFACTORY_CORTEX(true, 0),
    HIPPOCAMPAL_FORMATION(true, 0.5),
    SUBCORTICAL(false, 0),
    CEREBELLUM(false, -1);

    /** Whether its regions count as cortical. */
    final boolean cortical;

    /** Where its regions tend to stand in the order of outgoing strengths, standard deviations. */
    final double sending;

    Division(boolean cortical, double sending) {
      this.cortical = cortical;
      this.sending = sending;
    }
  }

  /**
   * One region of a hemisphere.
   *
   * @param name without hemisphere
   * @param lateral mm from the mid plane
   * @param anterior mm in front of bregma
   * @param depth mm below the top
   */
  record Region(String name, Division division, double lateral, double anterior, double depth) {}

  /** The regions of one hemisphere, in the order of the connectome. */
  static final List<Region> REGIONS =
      List.copyOf(
          concat(
              parse(
                  Division.ISOCORTEX,
                  """
                  Primary_motor_area 2.0 1.0 1.5
                  Secondary_motor_area 1.0 2.0 1.5
                  Primary_somatosensory_area_nose 3.5 -0.5 2.0
                  Primary_somatosensory_area_barrel_field 3.5 -1.5 1.0
                  Primary_somatosensory_area_lower_limb 1.5 -1.0 0.5
                  Primary_somatosensory_area_mouth 3.5 1.0 2.5
                  Primary_somatosensory_area_upper_limb 2.5 0.0 1.0
                  Supplemental_somatosensory_area 4.0 -0.5 2.5
                  Gustatory_areas 3.5 1.0 3.5
                  Visceral_area 4.0 -0.5 4.0
                  Dorsal_auditory_area 4.0 -2.0 2.0
                  Primary_auditory_area 4.5 -2.5 2.0
                  Ventral_auditory_area 4.5 -2.0 3.0
                  Primary_visual_area 2.5 -3.5 0.5
                  Anterior_cingulate_area_dorsal_part 0.5 1.0 1.5
                  Anterior_cingulate_area_ventral_part 0.5 0.5 1.5
                  Agranular_insular_area_dorsal_part 2.5 2.0 3.5
                  Retrosplenial_area_dorsal_part 1.0 -2.5 0.0
                  Retrosplenial_area_ventral_part 0.5 -2.5 0.5
                  Temporal_association_areas 4.5 -2.5 3.0
                  Perirhinal_area 4.5 -2.0 4.0
                  Ectorhinal_area 4.5 -2.5 3.5
                  """),
              parse(
                  Division.OLFACTORY_CORTEX,
                  """
                  Main_olfactory_bulb 1.0 4.0 3.5
                  Anterior_olfactory_nucleus 1.0 2.5 4.5
                  Piriform_area 3.0 0.0 5.5
                  Cortical_amygdalar_area_posterior_part 2.5 -2.5 6.0
                  """),
              parse(
                  Division.HIPPOCAMPAL_FORMATION,
                  """
                  Field_CA1 2.5 -2.5 2.0
                  Field_CA3 2.5 -2.0 3.0
                  Dentate_gyrus 2.0 -2.5 2.5
                  Entorhinal_area_lateral_part 4.0 -3.5 4.0
                  Entorhinal_area_medial_part_dorsal_zone 3.5 -4.0 3.5
                  Subiculum 3.0 -3.5 3.0
                  """),
              parse(
                  Division.SUBCORTICAL,
                  """
                  Caudoputamen 2.5 0.0 3.5
                  Nucleus_accumbens 1.0 1.0 5.0
                  Olfactory_tubercle 1.5 1.0 6.0
                  Substantia_innominata 1.5 0.0 5.5
                  Lateral_hypothalamic_area 1.0 -1.0 5.5
                  Superior_colliculus_sensory_related 0.5 -4.0 1.0
                  Inferior_colliculus 1.5 -5.0 1.5
                  Midbrain_reticular_nucleus 1.0 -3.5 3.5
                  Superior_colliculus_motor_related 1.0 -3.5 1.5
                  Periaqueductal_gray 0.5 -4.0 2.5
                  Pontine_reticular_nucleus_caudal_part 1.0 -5.0 5.0
                  Pontine_reticular_nucleus 1.0 -4.0 5.0
                  Intermediate_reticular_nucleus 1.0 -6.5 5.5
                  """),
              parse(
                  Division.CEREBELLUM,
                  """
                  Central_lobule 0.5 -5.5 2.5
                  Culmen 1.0 -6.0 1.5
                  Simple_lobule 2.5 -5.5 2.0
                  Ansiform_lobule 3.0 -6.5 2.5
                  Paramedian_lobule 2.5 -7.0 3.5
                  Copula_pyramidis 2.0 -7.0 3.5
                  Paraflocculus 3.5 -6.0 4.5
                  """)));

  /** Index of CA1 in a hemisphere. */
  static final int CA1 = index("Field_CA1");

  private MouseAtlas() {}

  /** Index of a region of one hemisphere. */
  static int index(String name) {
    for (int region = 0; region < REGIONS.size(); region++) {
      if (REGIONS.get(region).name().equals(name)) {
        return region;
      }
    }
    throw new IllegalArgumentException(name);
  }

  /** Lines of name, lateral, anterior, depth. */
  private static List<Region> parse(Division division, String lines) {
    return lines
        .lines()
        .map(line -> line.split(" ", 4))
        .map(f -> new Region(f[0], division, number(f[1]), number(f[2]), number(f[3])))
        .toList();
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }

  @SafeVarargs
  private static List<Region> concat(List<Region>... parts) {
    List<Region> all = new ArrayList<>();
    for (List<Region> part : parts) {
      all.addAll(part);
    }
    return all;
  }
}
