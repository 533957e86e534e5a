package io.threatledger.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows of the house: values, store, stages, edges, node, in this direction and no other. */
class ArchitectureTest {
    private static final String ROOT = "io.threatledger.";

    private static final Set<String> VALUES = Set.of("merkle", "entry", "note", "proof", "gate");
    private static final Set<String> CORE = union(VALUES, Set.of("store", "log", "chain", "feed", "query", "policy"));
    private static final Set<String> EDGE = union(CORE, Set.of("http", "auth"));

    /** What each package may know. A package that is not here does not belong to the house. */
    private static final Map<String, Set<String>> MAY_KNOW = new TreeMap<>(Map.ofEntries(
            Map.entry("contracts", Set.of()),
            Map.entry("devchain", Set.of("contracts")),
            Map.entry("merkle", Set.of()),
            Map.entry("gate", Set.of()),
            Map.entry("entry", Set.of("merkle")),
            Map.entry("note", Set.of("merkle")),
            Map.entry("proof", Set.of("merkle", "entry", "note")),
            Map.entry("policy", Set.of("entry")),
            Map.entry("store", VALUES),
            Map.entry("log", union(VALUES, Set.of("store"))),
            Map.entry("chain", union(VALUES, Set.of("store", "contracts"))),
            Map.entry("feed", union(VALUES, Set.of("store"))),
            Map.entry("query", union(VALUES, Set.of("store"))),
            Map.entry("audit", union(CORE, Set.of("contracts"))),
            Map.entry("http", union(VALUES, Set.of("store", "log"))),
            Map.entry("auth", union(VALUES, Set.of("store", "http"))),
            Map.entry("events", union(VALUES, Set.of("feed", "http"))),
            Map.entry("publishing", EDGE),
            Map.entry("v1", union(EDGE, Set.of("events", "contracts", "publishing"))),
            Map.entry("v2", union(EDGE, Set.of("publishing"))),
            Map.entry("intel", union(EDGE, Set.of("events"))),
            Map.entry("tlog", EDGE),
            Map.entry("web", union(VALUES, Set.of("http", "auth"))),
            Map.entry("config", union(VALUES, Set.of("auth", "chain", "contracts", "query"))),
            Map.entry("client", union(VALUES, Set.of("audit"))),
            Map.entry("imports", union(VALUES, Set.of("client"))),
            Map.entry(
                    "node",
                    union(
                            EDGE,
                            Set.of(
                                    "v1",
                                    "v2",
                                    "publishing",
                                    "intel",
                                    "events",
                                    "tlog",
                                    "web",
                                    "config",
                                    "contracts",
                                    "audit"))),
            Map.entry("dev", union(EDGE, Set.of("node", "config", "contracts", "devchain", "client", "imports"))),
            Map.entry(
                    "cli",
                    union(
                            EDGE,
                            Set.of("node", "config", "contracts", "devchain", "client", "imports", "dev", "audit")))));

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.threatledger");

    @Test
    void eachPackageKnowsOnlyWhatItMay() {
        Map<String, Set<String>> forbidden = new TreeMap<>();
        for (JavaClass each : HOUSE) {
            String from = packageOf(each);
            assertThat(MAY_KNOW).as("package of %s", each.getName()).containsKey(from);
            Set<String> allowed = MAY_KNOW.getOrDefault(from, Set.of());
            each.getDirectDependenciesFromSelf().stream()
                    .filter(d -> d.getTargetClass().getPackageName().startsWith(ROOT))
                    .filter(d -> !packageOf(d.getTargetClass()).equals(from))
                    .filter(d -> !allowed.contains(packageOf(d.getTargetClass())))
                    .forEach(d -> forbidden
                            .computeIfAbsent(from + " -> " + packageOf(d.getTargetClass()), k -> new TreeSet<>())
                            .add(arrow(d)));
        }
        assertThat(forbidden).isEmpty();
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void onlyTheStoreSpeaksSql() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "store..", ROOT + "auth..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.sql..")
                .check(HOUSE);
    }

    @Test
    void onlyTheChainSpeaksWeb3() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "chain..", ROOT + "contracts..", ROOT + "devchain..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.web3j..")
                .check(HOUSE);
    }

    @Test
    void theLedgerKnowsNoHttpServer() {
        noClasses()
                .that()
                .resideInAnyPackage(union(CORE, Set.of("audit")).stream()
                        .map(p -> ROOT + p + "..")
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..")
                .check(HOUSE);
    }

    @Test
    void theClockEntersByConstructor() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "node..", ROOT + "cli..", ROOT + "dev..", ROOT + "devchain..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(HOUSE);
    }

    private static String packageOf(JavaClass each) {
        String rest = each.getPackageName().substring(ROOT.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    private static String arrow(Dependency dependency) {
        return dependency.getOriginClass().getSimpleName() + " uses "
                + dependency.getTargetClass().getSimpleName();
    }

    private static Set<String> union(Set<String> some, Set<String> more) {
        return Stream.concat(some.stream(), more.stream()).collect(Collectors.toUnmodifiableSet());
    }
}
