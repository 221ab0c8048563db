package dev.holdfast.backend.update.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Await;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Schedule;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.backend.update.feed.TestOs;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.contract.device.InternalApi.Assignment;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.device.InternalApi.Changes;
import dev.holdfast.contract.device.InternalApi.CohortTarget;
import dev.holdfast.contract.device.InternalApi.Offer;
import dev.holdfast.contract.device.InternalApi.UpdatePolicyText;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.policy.ShippedPolicies;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Update policy of a group: what gateways need to evaluate it, and what it does to manifest sets. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class GroupUpdatePolicyTest {
    /** Security version of the OS release 26.09. */
    private static final long OLD = 260_900;
    /** Security version of the OS release 26.10. */
    private static final long NEW = 261_000;

    private final TestOs os = TestOs.ofNewPart();

    @Inject
    Gateway gateway;

    @Inject
    RenewManifests renewManifests;

    @Inject
    Schedule schedule;

    @Inject
    Vertx vertx;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    private Fleet fleet;

    @BeforeEach
    void a_catalog_with_groups() {
        // Sets are signed when the test says so.
        schedule.pause();
        fleet = Fleet.create();
    }

    @AfterEach
    void resume() {
        schedule.resume();
    }

    @Test
    void a_gateway_gets_the_policy_of_the_group_and_the_contents_of_its_set() {
        DeviceId all = claimed("Production");
        DeviceId systemOnly = claimed("Development");
        deploy(201);
        os.release("Retail", OLD);
        renew();

        assertThat(target(all).offer()).isEqualTo(offer(true, "UpdateAll"));
        assertThat(target(systemOnly).offer()).isEqualTo(offer(false, "No3rdPartyAppUpdates"));
    }

    @Test
    void a_gateway_gets_the_facts_of_a_device_and_learns_of_new_tags() {
        DeviceId device = claimed("Production");
        assertThat(assignment(device).facts().trust()).isEqualTo("UNKNOWN");
        assertThat(assignment(device).facts().osVersion()).isEmpty();
        assertThat(assignment(device).facts().tags()).isEmpty();
        Changes before = gateway.get("changes", Changes.class);

        put("devices/" + device + "/description", Map.of("name", "", "tags", List.of("lab", "canary"), "notes", ""));

        gateway.awaitChanges(before.next(), Change.of(device));
        assertThat(assignment(device).facts().tags()).containsExactly("canary", "lab");
    }

    @Test
    void a_group_without_updates_keeps_its_set_until_it_takes_updates_again() {
        DeviceId device = claimed("Production");
        deploy(201);
        os.release("Retail", OLD);
        renew();
        CohortTarget before = target(device);

        set("NoUpdates");
        os.release("Retail", NEW);
        fleet.claim(
                "Production",
                List.of(fleet.endorsedChips(TestOs.ofNewPart().part(), 1).getFirst()));
        renew();

        CohortTarget held = target(device);
        assertThat(held.version()).isEqualTo(before.version());
        assertThat(held.images()).isEqualTo(before.images());
        assertThat(held.manifestSet()).as("signed again").isNotEqualTo(before.manifestSet());
        assertThat(held.offer()).isEqualTo(offer(true, "NoUpdates"));
        deploy(409);

        set("UpdateAll");
        renew();

        assertThat(target(device).version()).isGreaterThan(held.version());
        assertThat(target(device).images()).isNotEqualTo(before.images());
        assertThat(target(device).offer()).isEqualTo(offer(true, "UpdateAll"));
    }

    @Test
    void a_new_group_without_updates_gets_no_set() {
        set("NoUpdates");
        DeviceId device = claimed("Production");
        os.release("Retail", OLD);
        renew();

        assertThat(target(device).version()).isZero();
        fleet.owner()
                .get(fleet.path("products/Thermostat/groups/Production"))
                .statusCode(200)
                .body("updatePolicy", equalTo("NoUpdates"));
    }

    @Test
    void a_change_during_a_renewal_is_applied_by_the_next_one() throws Exception {
        DeviceId device = claimed("Production");
        deploy(201);
        os.release("Retail", OLD);

        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement();
                ExecutorService others = Executors.newFixedThreadPool(2)) {
            connection.setAutoCommit(false);
            String id =
                    fleet.owner().get("catalogs/" + fleet.catalog()).extract().path("id");
            // Row-level security also applies to the table owner. The plan of a new version waits for this row.
            statement.execute("set holdfast.catalog = '" + id + "'");
            statement.execute("select from catalog where catalog_id = '" + id + "' for no key update");
            Future<?> renewal = others.submit(this::renew);
            awaitLock("update catalog", renewal);
            Future<?> change = others.submit(() -> set("No3rdPartyAppUpdates"));
            awaitLock("device_group", change);
            connection.commit();
            renewal.get();
            change.get();
        }
        renew();

        assertThat(target(device).offer()).isEqualTo(offer(false, "No3rdPartyAppUpdates"));
    }

    /** Waits until a statement of the backend waits for a lock. */
    private void awaitLock(String statement, Future<?> work) {
        Await.until(statement + " waits for a lock", () -> {
            assertThat(work.isDone()).as("%s waits", statement).isFalse();
            return waitsForLock(statement);
        });
    }

    private boolean waitsForLock(String statement) {
        try (Connection connection = owner.getConnection();
                Statement activity = connection.createStatement()) {
            return activity.executeQuery("""
                    select from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock' and query like '%""" + statement + "%'").next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Offer offer(boolean hasApplications, String policy) {
        String id = "update/" + policy;
        return new Offer(true, hasApplications, false, new UpdatePolicyText(id, 1, ShippedPolicies.source(id)));
    }

    private void set(String policy) {
        put(
                "products/Thermostat/groups/Production",
                Map.of(
                        "description",
                        "",
                        "osFeedType",
                        "Retail",
                        "updatePolicy",
                        policy,
                        "allowCrashDumpsCollection",
                        "Disabled",
                        "regionalDataBoundary",
                        "None"));
    }

    private void put(String path, Map<String, Object> body) {
        fleet.owner()
                .request()
                .contentType("application/json")
                .header("If-Match", "*")
                .body(body)
                .put(OperatorApi.BASE + fleet.path(path))
                .then()
                .statusCode(200);
    }

    /** Signs the manifest sets of all groups that are due, as a schedule does in production. */
    private void renew() {
        OnVertx.await(vertx, renewManifests::renew);
    }

    private DeviceId claimed(String group) {
        DeviceId device = fleet.endorsedChips(os.part(), 1).getFirst();
        fleet.claim(group, List.of(device));
        return device;
    }

    /** Deploys an application to the group Production. */
    private void deploy(int status) {
        ImagePackage image = Packages.application(Packages.newComponent(), "blinky");
        fleet.owner()
                .upload(fleet.path("images"), "application/octet-stream", image.bytes())
                .statusCode(201);
        fleet.owner()
                .post(
                        fleet.path("products/Thermostat/groups/Production/deployments"),
                        Map.of("imageIds", List.of(image.metadata().image().text())))
                .statusCode(status);
    }

    private Assignment assignment(DeviceId device) {
        return gateway.assignment(SiliconManufacturer.witness(device));
    }

    private CohortTarget target(DeviceId device) {
        Assignment assignment = assignment(device);
        UUID group = Objects.requireNonNull(assignment.groupId());
        return gateway.target(group, assignment.part(), SiliconManufacturer.witness(device))
                .current();
    }
}
