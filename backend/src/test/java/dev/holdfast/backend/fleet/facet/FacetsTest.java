package dev.holdfast.backend.fleet.facet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Schedule;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Device counts by facet. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class FacetsTest {
    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    @Inject
    Schedule schedule;

    /** The schedule signs a manifest set for a deployment without one, as a new version. */
    @BeforeEach
    void pause() {
        schedule.pause();
    }

    @AfterEach
    void resume() {
        schedule.resume();
    }

    @Test
    void each_count_equals_the_list_of_its_filter() throws SQLException {
        Fleet fleet = Fleet.create();
        fill(fleet, 240);

        JsonPath facets = fleet.owner()
                .get(fleet.path("devices/facets"))
                .statusCode(200)
                .body("countedAt", notNullValue())
                .extract()
                .jsonPath();

        assertThat(facets.getList("facets.name"))
                .containsExactly("health", "product", "group", "update", "os", "tag", "code", "blocked");
        List<Map<String, Object>> all = facets.getList("facets.values.flatten()");
        assertThat(all).hasSizeGreaterThan(12);
        requireListed(fleet, all);
    }

    @Test
    void update_states_during_a_rollout_equal_the_lists_of_their_filters() throws SQLException {
        Fleet fleet = Fleet.create();
        fill(fleet, 240);
        run(fleet, """
                with started as (
                    insert into rollout (catalog_id, rollout_id, group_id, state, state_since, phase, seed, buckets, version,
                        opened_versions, rules, created_at, created_by)
                    select g.catalog_id, gen_random_uuid(), g.group_id, 'PAUSED', now(), 1, 9000, 7000, 9, '{9}', '[]', now(), 'pavel'
                    from device_group g where g.catalog_id = current_catalog_id() and g.name = 'Field Test'
                    returning catalog_id, rollout_id, group_id
                )
                insert into rollout_count_change (catalog_id, rollout_id, phase, measure, devices)
                select s.catalog_id, s.rollout_id, 1, 'TARGETED', count(*)
                from started s join device d on d.catalog_id = s.catalog_id and d.group_id = s.group_id
                where rollout_has(9000, 7000, '{}', '{}', d.bucket, d.member_hash) group by s.catalog_id, s.rollout_id""");
        run(fleet, """
                update device set update_version = 9, update_at = now(), update_step = (
                    array['OFFERED', 'INSTALLED', 'CONFIRMED', 'ATTESTED', 'FAILED', 'RETURNED'])[1 + bucket % 6]
                where catalog_id = current_catalog_id() and bucket % 8 < 7""");
        run(fleet, """
                update device set rollout_step = case bucket % 2 when 0 then 'SILENT' else 'NOT_ATTESTED' end
                where catalog_id = current_catalog_id() and rollout_step in ('INSTALLED', 'CONFIRMED') and bucket % 5 = 0""");

        List<Map<String, Object>> states = fleet.owner()
                .get(fleet.path("devices/facets"))
                .extract()
                .jsonPath()
                .getList("facets.find { it.name == 'update' }.values");

        assertThat(states)
                .extracting(state -> state.get("label"))
                .containsExactlyInAnyOrder(
                        "attested",
                        "confirmed",
                        "failed",
                        "installed",
                        "not-targeted",
                        "pending",
                        "returned",
                        "waiting-for-phase");
        requireListed(fleet, states);
    }

    /** Requires that the list of each value's filter has as many devices as its count. */
    private static void requireListed(Fleet fleet, List<Map<String, Object>> values) {
        values.forEach(value -> fleet.owner()
                .request()
                .queryParam("filter", value.get("term"))
                .queryParam("limit", 1)
                .get(OperatorApi.BASE + fleet.path("devices"))
                .then()
                .statusCode(200)
                .body("total", equalTo(value.get("devices"))));
    }

    @Test
    void attested_applications_are_counted_and_found_by_name_and_version() throws SQLException {
        Fleet fleet = Fleet.create();
        fill(fleet, 240);
        deploy(fleet, "Production", "toaster-control");
        run(fleet, """
                update device set attested_manifest = 7 where catalog_id = current_catalog_id() and device_id in (
                    select device_id from device where catalog_id = current_catalog_id() order by device_id limit 90)""");
        // The manifest set is renewed as version 8. Devices still attest version 7.
        run(fleet, "update deployment set manifest_version = 8 where catalog_id = current_catalog_id()");

        fleet.owner()
                .get(fleet.path("devices/facets"))
                .body("facets.find { it.name == 'app' }.values[0].label", equalTo("toaster-control 3"))
                .body("facets.find { it.name == 'app' }.values[0].devices", equalTo(90));
        for (String filter : List.of("app:Toaster-Control", "app:\"toaster-control 3\"", "app:nope,toaster-control")) {
            assertThat(found(fleet, filter)).as(filter).isEqualTo(90);
        }
        assertThat(found(fleet, "-app:toaster-control")).isEqualTo(150);
        assertThat(found(fleet, "app:\"toaster-control 4\"")).isZero();
    }

    @Test
    void an_application_with_its_release_in_the_name_is_found_by_its_first_words() throws SQLException {
        Fleet fleet = Fleet.create();
        fleet.claim("Production", fleet.endorsedChips(1));
        deploy(fleet, "Production", "toaster-app 1.1.0");
        run(fleet, "update device set attested_manifest = 7 where catalog_id = current_catalog_id()");

        assertThat(found(fleet, "app:toaster-app")).isEqualTo(1);
        assertThat(found(fleet, "app:\"toaster-app 1.1.0\"")).isEqualTo(1);
        assertThat(found(fleet, "app:toaster")).isZero();
    }

    @Test
    void applications_of_a_deleted_group_are_still_found() throws SQLException {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(2);
        fleet.claim("Field Test", chips);
        deploy(fleet, "Field Test", "toaster-control");
        run(fleet, "update device set attested_manifest = 7 where catalog_id = current_catalog_id()");
        fleet.claim("Production", chips);

        fleet.owner()
                .request()
                .delete(OperatorApi.BASE + fleet.path("products/Thermostat/groups/Field Test"))
                .then()
                .statusCode(204);

        assertThat(found(fleet, "app:toaster-control")).isEqualTo(2);
        assertThat(found(fleet, "app:\"toaster-control 3\"")).isEqualTo(2);
        fleet.owner()
                .get(fleet.path("devices/facets"))
                .body("facets.find { it.name == 'app' }.values[0].label", equalTo("toaster-control 3"))
                .body("facets.find { it.name == 'app' }.values[0].devices", equalTo(2));
    }

    /** Deploys version 3 of an application as manifest version 7. */
    private void deploy(Fleet fleet, String group, String application) throws SQLException {
        run(fleet, """
                with i as (
                    insert into image (catalog_id, image_id, component_id, type, name, length, digest, security_version, built_at,
                        uploaded_at, uploaded_by)
                    values (current_catalog_id(), gen_random_uuid(), gen_random_uuid(), 'Applications', '%s', 1,
                        sha256('toaster'), 3, now(), now(), 'pavel') returning image_id
                ), d as (
                    insert into deployment (catalog_id, deployment_id, group_id, manifest_version, created_at, created_by)
                    select current_catalog_id(), gen_random_uuid(), group_id, 7, now(), 'pavel' from device_group
                    where catalog_id = current_catalog_id() and name = '%s' returning deployment_id
                )
                insert into deployment_image (catalog_id, deployment_id, position, image_id)
                select current_catalog_id(), d.deployment_id, 0, i.image_id from d, i""".formatted(application, group));
    }

    /** Returns the number of devices that match a filter. */
    private static int found(Fleet fleet, String filter) {
        return fleet.owner()
                .request()
                .queryParam("filter", filter)
                .queryParam("limit", 1)
                .get(OperatorApi.BASE + fleet.path("devices"))
                .then()
                .statusCode(200)
                .extract()
                .path("total");
    }

    /** Runs SQL in the catalog, as row-level security also applies to the table owner. */
    private void run(Fleet fleet, String sql) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set holdfast.catalog = '" + id(fleet) + "'");
            statement.execute(sql);
        }
    }

    private static String id(Fleet fleet) {
        return fleet.owner().get("catalogs/" + fleet.catalog()).extract().path("id");
    }

    /**
     * Creates devices in three groups with four states of trust and three versions. Every tenth device is blocked, and trusted ones have
     * the tag "lab".
     */
    private void fill(Fleet fleet, int devices) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            String catalog = id(fleet);
            statement.execute("set holdfast.catalog = '" + catalog + "'");
            statement.execute("""
                    insert into device (catalog_id, device_id, group_id, claimed_at, trust, reason_code, os_version, blocked_at,
                        blocked_by, blocked_reason)
                    select g.catalog_id, sha512(convert_to(g.group_id || ' ' || i, 'UTF8')), g.group_id, now(),
                        (array['TRUSTED', 'OUTDATED', 'UNTRUSTED', 'UNKNOWN'])[1 + i %% 4],
                        case when i %% 4 = 2 then 'os-outdated' else '' end,
                        (array['24.09', '24.10', '24.11'])[1 + i %% 3],
                        case when i %% 10 = 0 then now() end, case when i %% 10 = 0 then 'me' end,
                        case when i %% 10 = 0 then 'why' end
                    from generate_series(1, %d) i
                    join lateral (select g.* from device_group g where g.catalog_id = '%s' and not g.unassigned
                        order by g.name offset i %% 3 limit 1) g on true""".formatted(devices, catalog));
            statement.execute("""
                    insert into device_tag (catalog_id, tag, device_id)
                    select catalog_id, 'lab', device_id from device where catalog_id = '%s' and trust = 'TRUSTED'""".formatted(catalog));
        }
    }
}
