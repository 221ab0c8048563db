package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.fleet.DeployedApplications;
import dev.holdfast.backend.fleet.DeployedApplications.Deployed;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.Filter.Term;
import dev.holdfast.contract.operator.product.NoGroup;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a filter may mean by a name or a version. It is looked up before, so that PostgreSQL plans with the values and not for any.
 *
 * @param groups the catalog's groups, if the filter asks for one
 * @param osVersions the versions that its devices have, if the filter asks for one
 * @param applications what devices attested, if the filter asks for one
 * @param lifetimes how long certificates live that devices may have now
 */
record NamedThings(List<Group> groups, List<String> osVersions, List<Deployed> applications, Lifetimes lifetimes) {
    private static final Set<String> OF_GROUPS = Set.of("product", "group");
    private static final Set<String> OF_VERSIONS = Set.of("os");

    private static final String GROUPS = """
            select g.group_id, g.name, p.name as product from device_group g
            join product p on p.catalog_id = g.catalog_id and p.product_id = g.product_id
            where g.catalog_id = $1""";
    private static final String VERSIONS = "select v as version from catalog_os_versions() as v";

    private static final String LIFETIMES = "select least_hours, most_hours from certificate_lifetimes($1, $2)";

    /**
     * How long certificates live that may not have expired yet.
     *
     * @param least the shortest
     * @param most the longest
     */
    record Lifetimes(Duration least, Duration most) {
        private static final Lifetimes NOT_ASKED = new Lifetimes(Duration.ZERO, Duration.ZERO);
    }

    /** Copies the lists. */
    NamedThings {
        groups = List.copyOf(groups);
        osVersions = List.copyOf(osVersions);
        applications = List.copyOf(applications);
    }

    /**
     * A device group.
     *
     * @param id its GUID
     * @param product its product's name
     * @param name its name
     */
    record Group(UUID id, String product, String name) {
        private boolean mayMeet(Term term) {
            if (!(term instanceof Filter.Field field) || !OF_GROUPS.contains(field.field())) {
                return true;
            }
            String own = field.field().equals("product") ? product : name;
            return isNamed(own, field.values()) != field.negated();
        }
    }

    /** Looks up what a filter needs. */
    static Uni<NamedThings> of(Sql sql, CatalogId catalog, Filter filter, Instant now) {
        return groups(sql, catalog, filter)
                .chain(groups -> versions(sql, filter)
                        .chain(versions -> applications(sql, catalog, filter)
                                .chain(applications -> lifetimes(sql, catalog, filter, now)
                                        .map(lifetimes ->
                                                new NamedThings(groups, versions, applications, lifetimes)))));
    }

    /** Returns the GUIDs of some groups. */
    UUID[] groups(Predicate<Group> which) {
        return groups.stream().filter(which).map(Group::id).toArray(UUID[]::new);
    }

    /** Returns the GUIDs of the groups whose devices may meet all of some terms; null where none of these is about groups. */
    UUID @Nullable [] groupsLeft(List<Term> terms) {
        Stream<List<UUID>> byName = asks(terms, OF_GROUPS)
                ? Stream.of(List.of(groups(group -> terms.stream().allMatch(group::mayMeet))))
                : Stream.empty();
        return Stream.concat(byName, terms.stream().flatMap(NamedThings::reached))
                .reduce((one, other) ->
                        one.stream().filter(new HashSet<>(other)::contains).toList())
                .map(left -> left.toArray(UUID[]::new))
                .orElse(null);
    }

    /** The groups in which alone somebody may look; nothing of another term. */
    private static Stream<List<UUID>> reached(Term term) {
        return term instanceof Filter.Field field
                        && !field.negated()
                        && field.field().equals(DeviceTerms.GROUPS)
                ? Stream.of(field.values().stream()
                        .map(value -> UUID.fromString(value.operand()))
                        .toList())
                : Stream.empty();
    }

    /** Returns the versions whose devices may meet all of some terms; null where none of these is about versions. */
    String @Nullable [] versionsLeft(List<Term> terms) {
        return asks(terms, OF_VERSIONS)
                ? versions(version -> terms.stream()
                        .allMatch(term -> !(term instanceof Filter.Field field)
                                || !OF_VERSIONS.contains(field.field())
                                || DeviceTerms.isVersion(field, version) != field.negated()))
                : null;
    }

    /** Returns whether a product's or group's name is among some; no group has two names. */
    static boolean isNamed(String name, List<Filter.Value> wanted) {
        return wanted.stream()
                .anyMatch(value -> name.equalsIgnoreCase(value.operand())
                        || (NoGroup.isNamed(name) && NoGroup.isNamed(value.operand())));
    }

    /** Returns some versions. */
    String[] versions(Predicate<String> which) {
        return osVersions.stream().filter(which).toArray(String[]::new);
    }

    /** Returns the versions of manifest sets that have an application of some names. */
    Long[] manifests(Predicate<Deployed> which) {
        return applications.stream()
                .filter(which)
                .map(Deployed::manifest)
                .distinct()
                .toArray(Long[]::new);
    }

    private static Uni<List<Deployed>> applications(Sql sql, CatalogId catalog, Filter filter) {
        return asks(filter.terms(), Set.of("app"))
                ? DeployedApplications.of(sql, catalog)
                : Uni.createFrom().item(List.of());
    }

    private static Uni<List<Group>> groups(Sql sql, CatalogId catalog, Filter filter) {
        return asks(filter.terms(), OF_GROUPS)
                ? sql.list(
                        GROUPS,
                        row -> new Group(row.getUUID("group_id"), row.getString("product"), row.getString("name")),
                        catalog)
                : Uni.createFrom().item(List.of());
    }

    private static Uni<List<String>> versions(Sql sql, Filter filter) {
        return asks(filter.terms(), OF_VERSIONS)
                ? sql.list(VERSIONS, row -> row.getString("version"))
                : Uni.createFrom().item(List.of());
    }

    private static Uni<Lifetimes> lifetimes(Sql sql, CatalogId catalog, Filter filter, Instant now) {
        return asks(filter.terms(), Set.of("expires"))
                ? sql.one(
                        LIFETIMES,
                        row -> new Lifetimes(
                                Duration.ofHours(row.getInteger("least_hours")),
                                Duration.ofHours(row.getInteger("most_hours"))),
                        catalog,
                        now)
                : Uni.createFrom().item(Lifetimes.NOT_ASKED);
    }

    private static boolean asks(List<Term> terms, Set<String> fields) {
        return terms.stream().anyMatch(term -> term instanceof Filter.Field field && fields.contains(field.field()));
    }
}
