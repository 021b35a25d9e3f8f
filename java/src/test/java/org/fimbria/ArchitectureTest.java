package org.fimbria;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The directions in which packages may know each other. */
@AnalyzeClasses(packages = "org.fimbria", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "org.fimbria.";

  /** Lowest first: a package knows its own layer and those before it. */
  private static final List<Set<String>> LAYERS =
      List.of(
          Set.of("natives"),
          Set.of("link"),
          Set.of("ranks"),
          Set.of("mpi"),
          Set.of("experiment", "connectome"),
          Set.of("spiking", "neuralmass", "record", "probe", "analysis"),
          Set.of("cosim"),
          Set.of("report", "check", "recording"),
          Set.of("live"),
          Set.of("dryrun"),
          Set.of("launch"),
          Set.of("study"),
          Set.of("cli"));

  @ArchTest
  static final ArchRule shouldKeepNativeAccessInsideNatives =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.fimbria.natives..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.fimbria.natives.gen..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Linker.class, SymbolLookup.class, FunctionDescriptor.class)
          .orShould()
          .callMethodWhere(callTo(MemorySegment.class, "reinterpret"))
          .orShould()
          .callMethodWhere(callTo(System.class, "load(Library)?"));

  @ArchTest
  static final ArchRule shouldHaveNoCyclesOfPackages =
      slices().matching("org.fimbria.(*)..").should().beFreeOfCycles();

  @ArchTest
  static void shouldKnowOnlyLowerLayers(JavaClasses classes) {
    for (int layer = 0; layer < LAYERS.size(); layer++) {
      List<Set<String>> higher = LAYERS.subList(layer + 1, LAYERS.size());
      noClasses()
          .that()
          .resideInAnyPackage(trees(LAYERS.subList(layer, layer + 1)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(trees(higher))
          .allowEmptyShould(true)
          .check(classes);
    }
  }

  @ArchTest
  static void shouldHaveALayerForEachPackage(JavaClasses classes) {
    Set<String> known = LAYERS.stream().flatMap(Set::stream).collect(Collectors.toSet());
    assertThat(classes)
        .extracting(type -> type.getPackageName().substring(ROOT.length()).split("\\.")[0])
        .isSubsetOf(known);
  }

  @ArchTest
  static void shouldKnowMpiInOnePackageAtMost(JavaClasses classes) {
    assertThat(
            classes.stream()
                .filter(ArchitectureTest::knowsMpi)
                .map(JavaClass::getPackageName)
                .distinct())
        .hasSizeLessThanOrEqualTo(1);
  }

  private static DescribedPredicate<JavaCall<?>> callTo(Class<?> owner, String name) {
    return target(owner(equivalentTo(owner))).and(target(nameMatching(name)));
  }

  private static boolean knowsMpi(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .map(Dependency::getTargetClass)
        .anyMatch(target -> target.getPackageName().equals("mpi"));
  }

  private static String[] trees(List<Set<String>> layers) {
    return layers.stream()
        .flatMap(Set::stream)
        .map(name -> ROOT + name + "..")
        .toArray(String[]::new);
  }
}
