package dev.holdfast.backend.attestation.policy.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.policy.PolicyOperations;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.platform.db.CatalogId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Replays of empty and of large catalogs. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ManyDevicesReplayTest {
    private static final int DEVICES = 100_000;
    private static final int GROUPS = 200;
    /** The devices that have attested. */
    private static final int WITH_EVIDENCE = 1_200;

    @Inject
    PolicyOperations policies;

    @Inject
    TestCatalog catalogs;

    private CatalogId catalog;

    @BeforeEach
    void make() {
        catalog = catalogs.create();
    }

    @Test
    void a_catalog_without_devices_gets_a_usable_report() {
        policies.save(catalog, "catalog", PolicyOperations.atLeast(5)).statusCode(201);

        String replay = policies.replay(catalog, "catalog", 1);

        policies.report(catalog, replay)
                .body("state", equalTo("FINISHED"))
                .body("devicesTotal", equalTo(0))
                .body("devicesDone", equalTo(0))
                .body("evidenceCount", equalTo(0))
                .body("groups", hasSize(0))
                .body("usable", equalTo(true));
        assertThat(page(replay, "").getList("items")).isEmpty();
        policies.activate(catalog, "catalog", 1, replay).statusCode(200);
    }

    @Test
    void devices_without_evidence_are_counted_separately() {
        policies.device(catalog);
        policies.save(catalog, "catalog", PolicyOperations.atLeast(5)).statusCode(201);

        policies.report(catalog, policies.replay(catalog, "catalog", 1))
                .body("devicesDone", equalTo(1))
                .body("devicesChanged", equalTo(0))
                .body("devicesWithoutEvidence", equalTo(1))
                .body("groups[0].devices", equalTo(1));
    }

    @Tag("sweep")
    @Test
    void a_hundred_thousand_devices_are_counted_once_by_group() {
        policies.attest(policies.device(catalog));
        policies.clones(catalog, WITH_EVIDENCE - 1);
        spread();
        policies.save(catalog, "catalog", PolicyOperations.atLeast(5)).statusCode(201);

        String replay = policies.replay(catalog, "catalog", 1);

        JsonPath report = policies.report(catalog, replay)
                .body("state", equalTo("FINISHED"))
                .body("devicesTotal", equalTo(DEVICES))
                .body("devicesDone", equalTo(DEVICES))
                .body("devicesChanged", equalTo(WITH_EVIDENCE))
                .body("devicesWithoutEvidence", equalTo(DEVICES - WITH_EVIDENCE))
                .body("groups", hasSize(GROUPS))
                .extract()
                .jsonPath();
        assertThat(report.getList("groups.devices", Integer.class).stream().mapToInt(n -> n))
                .hasSize(GROUPS)
                .allMatch(devices -> devices == DEVICES / GROUPS);
        assertThat(report.getList("groups.devicesChanged", Integer.class).stream()
                        .mapToInt(n -> n)
                        .sum())
                .isEqualTo(WITH_EVIDENCE);
        everyChangeIsListedOnceInOrder(replay);

        // A replay of a group covers only its devices.
        String group = "group-" + lastGroup();
        policies.save(catalog, group, PolicyOperations.atLeast(5)).statusCode(201);
        policies.report(catalog, policies.replay(catalog, group, 1))
                .body("devicesTotal", equalTo(DEVICES / GROUPS))
                .body("devicesDone", equalTo(DEVICES / GROUPS))
                .body("groups.group", contains("g" + GROUPS));
    }

    @Test
    void invalid_limits_and_scopes_are_refused() {
        policies.save(catalog, "catalog", PolicyOperations.atLeast(5)).statusCode(201);
        String changes = policies.path(catalog, "replays/" + policies.replay(catalog, "catalog", 1) + "/changes");

        policies.in(catalog, "reader")
                .get(changes + "?limit=501")
                .statusCode(400)
                .body("errors.field", contains("limit"));
        policies.in(catalog, "reader").get(changes + "?limit=0").statusCode(400);
        policies.in(catalog, "reader").get(changes + "?cursor=xyz").statusCode(400);
        policies.in(catalog, "reader")
                .get(policies.path(catalog, "replays/" + UUID.randomUUID() + "/changes"))
                .statusCode(404);
    }

    private void everyChangeIsListedOnceInOrder(String replay) {
        List<String> listed = new ArrayList<>();
        JsonPath page = page(replay, "?limit=500");
        listed.addAll(page.getList("items.deviceId"));
        while (page.getString("next") != null) {
            page = page(replay, "?limit=500&cursor=" + page.getString("next"));
            listed.addAll(page.getList("items.deviceId"));
        }
        assertThat(listed).hasSize(WITH_EVIDENCE).isSorted().doesNotHaveDuplicates();
        assertThat(page.getInt("listed")).isEqualTo(WITH_EVIDENCE);
    }

    /** Returns a page of the devices whose trust would change. */
    private JsonPath page(String replay, String query) {
        return policies.in(catalog, "reader")
                .get(policies.path(catalog, "replays/" + replay + "/changes" + query))
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** Distributes the existing devices over {@link #GROUPS} groups, and adds devices without evidence up to {@link #DEVICES}. */
    private void spread() {
        catalogs.list(catalog, """
                with made as (
                    insert into device_group (catalog_id, group_id, product_id, name, description, os_feed_type,
                        update_policy, position)
                    select $1::uuid, md5($1::uuid::text || n)::uuid, $1::uuid, 'g' || n, '', 'Retail', 'UpdateAll', n + 1
                    from generate_series(1, $2) n
                    returning 1
                ) select count(*) as made from made""", row -> row, catalog, GROUPS);
        catalogs.list(catalog, """
                with dealt as (
                    update device d set group_id = md5($1::uuid::text || (1 + n.n % $2))::uuid
                    from (select device_id, row_number() over (order by device_id) as n from device
                          where catalog_id = $1 and group_id = $1) n
                    where d.catalog_id = $1 and d.device_id = n.device_id
                    returning 1
                ) select count(*) as dealt from dealt""", row -> row, catalog, GROUPS);
        catalogs.list(catalog, """
                with made as (
                    insert into device (catalog_id, device_id, group_id, claimed_at)
                    select $1::uuid, sha512(convert_to('many ' || n, 'UTF8')), md5($1::uuid::text || (1 + n % $3))::uuid, now()
                    from generate_series(1, $2) n
                    returning 1
                ) select count(*) as made from made""", row -> row, catalog, DEVICES - WITH_EVIDENCE, GROUPS);
    }

    /** Returns the ID of the last of the added groups. */
    private UUID lastGroup() {
        return catalogs.list(
                        catalog,
                        "select group_id from device_group where catalog_id = $1 and name = $2",
                        row -> row.getUUID("group_id"),
                        catalog,
                        "g" + GROUPS)
                .getFirst();
    }
}
