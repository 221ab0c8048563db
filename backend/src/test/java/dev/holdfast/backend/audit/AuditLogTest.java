package dev.holdfast.backend.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.LinkedPages;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.id.DeviceId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The audit log of a catalog. A new test catalog has entries 1 to 3: the system created the authority, admin the catalog, and the owner a
 * product. A claim by the owner is entry 4.
 */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class AuditLogTest {
    @Inject
    Transactions transactions;

    @Inject
    AuditLog audit;

    @Inject
    Vertx vertx;

    @Test
    void sequence_numbers_have_no_gaps_under_concurrent_and_failed_writes() {
        CatalogId catalog = new CatalogId(UUID.randomUUID());
        List<Uni<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            boolean fails = i % 5 == 0;
            writers.add(OnVertx.start(
                            vertx,
                            () -> transactions.inCatalog(
                                    catalog,
                                    sql -> audit.append(
                                                    sql,
                                                    catalog,
                                                    AuditEntry.by("someone", "DoSomething", "this", "It was done."),
                                                    List.of())
                                            .invoke(() -> {
                                                if (fails) {
                                                    throw new IllegalStateException("rolled back");
                                                }
                                            })))
                    .replaceWith(true)
                    .onFailure(IllegalStateException.class)
                    .recoverWithItem(false));
        }

        List<Boolean> done = Uni.join()
                .all(writers)
                .usingConcurrencyOf(20)
                .andFailFast()
                .await()
                .indefinitely();

        List<Long> numbers = OnVertx.await(
                vertx,
                () -> transactions.inCatalog(
                        catalog,
                        sql -> sql.list("select sequence from audit_entry order by sequence", row -> row.getLong(0))));
        assertThat(done).filteredOn(ok -> ok).hasSize(160);
        assertThat(numbers)
                .isEqualTo(IntStream.rangeClosed(1, 160).mapToObj(Long::valueOf).toList());
    }

    @Test
    void every_command_writes_an_entry_and_the_newest_comes_first() {
        Fleet fleet = Fleet.create();
        fleet.claim("Production", fleet.endorsedChips(1));

        fleet.owner()
                .get(fleet.path("audit"))
                .statusCode(200)
                .body("items.action", contains("ClaimDevices", "CreateProduct", "CreateCatalog", "CreateAuthority"))
                .body("items.sequence", contains(4, 3, 2, 1));
        fleet.owner().get(fleet.path("audit?limit=1")).body("items.action", contains("ClaimDevices"));
    }

    @Test
    void every_entry_can_be_reached_page_after_page() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(1);
        for (int i = 0; i < 5; i++) {
            fleet.claim(i % 2 == 0 ? "Production" : "Field Test", chips);
        }

        assertThat(LinkedPages.of(fleet.owner(), fleet.path("audit?limit=3"), "sequence"))
                .containsExactly(8, 7, 6, 5, 4, 3, 2, 1);
        assertThat(LinkedPages.of(fleet.owner(), fleet.path("audit?limit=5&sort=sequence"), "sequence"))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void entries_are_found_by_actor_and_by_any_text() {
        Fleet fleet = Fleet.create();
        fleet.claim("Production", fleet.endorsedChips(1));

        assertThat(sequences(fleet, "audit?filter=actor:ADMIN")).containsExactly(2);
        assertThat(sequences(fleet, "audit?filter=actor:adm")).isEmpty();
        assertThat(sequences(fleet, "audit?filter=createpro")).containsExactly(3);
        assertThat(sequences(fleet, "audit?filter= thermostat ")).containsExactly(4, 3);
        assertThat(sequences(fleet, "audit?filter=\"CLAIMED 1\"")).containsExactly(4);
        assertThat(sequences(fleet, "audit?filter=owner-of action:createproduct"))
                .containsExactly(3);
        assertThat(sequences(fleet, "audit?filter=%25")).isEmpty();
        assertThat(sequences(fleet, "audit?filter=")).containsExactly(4, 3, 2, 1);
    }

    @Test
    void filters_find_entries_and_errors_name_the_character() {
        Fleet fleet = Fleet.create();
        fleet.claim("Production", fleet.endorsedChips(1));

        assertThat(sequences(fleet, "audit?filter=actor:ADMIN")).containsExactly(2);
        assertThat(sequences(fleet, "audit?filter=-actor:admin is:people")).containsExactly(4, 3);
        assertThat(sequences(fleet, "audit?filter=is:system")).containsExactly(1);
        assertThat(sequences(fleet, "audit?filter=action:createproduct,claimdevices at:<1h"))
                .containsExactly(4, 3);
        assertThat(sequences(fleet, "audit?filter=at:>1h")).isEmpty();
        assertThat(sequences(fleet, "audit?filter=until:2020-01-01")).isEmpty();
        assertThat(sequences(fleet, "audit?filter=since:2020-01-01T00:00:00Z")).hasSize(4);
        assertThat(sequences(fleet, "audit?filter=since:2020-01-01T00:00:00Z until:2020-01-02T00:00:00Z"))
                .isEmpty();
        assertThat(sequences(fleet, "audit?filter=subject:thermostat")).contains(3);
        assertThat(sequences(fleet, "audit?filter=\"claimed 1\"")).containsExactly(4);
        assertThat(sequences(fleet, "audit?filter=claimed -owner-of")).isEmpty();
        assertThat(sequences(fleet, "audit?filter=is:people action:createproduct&limit=1"))
                .containsExactly(3);
        assertThat(sequences(fleet, "audit?filter=reason:' or true or '")).isEmpty();
        fleet.owner()
                .get(fleet.path("audit?filter=is:people colour:red"))
                .statusCode(400)
                .body("errors.field", contains("filter"))
                .body("errors.position", contains(10));
    }

    @Test
    void times_that_the_database_cannot_represent_are_refused() {
        Fleet fleet = Fleet.create();

        for (String filter : List.of(
                "audit?filter=at:<999999w",
                "audit?filter=since:-4714-01-01T00:00:00Z",
                "audit?filter=since:-1000000000-01-01T00:00:00Z",
                "devices?filter=seen:>999999w")) {
            fleet.owner().get(fleet.path(filter)).statusCode(400).body("errors.field", contains("filter"));
        }
    }

    @Test
    void entries_of_the_system_can_be_left_out() {
        Fleet fleet = Fleet.create();
        String id = fleet.owner().get("catalogs/" + fleet.catalog()).extract().path("id");
        CatalogId catalog = new CatalogId(UUID.fromString(id));
        OnVertx.await(
                vertx,
                () -> transactions.inCatalog(
                        catalog,
                        sql -> audit.append(
                                sql,
                                catalog,
                                AuditEntry.by(AuditLog.SYSTEM, "DoSomething", "this", "It was done."),
                                List.of())));

        assertThat(sequences(fleet, "audit")).containsExactly(4, 3, 2, 1);
        assertThat(sequences(fleet, "audit?filter=is:people")).containsExactly(3, 2);
        assertThat(sequences(fleet, "audit?filter=is:people createpro")).containsExactly(3);
    }

    /** Returns the sequence numbers of the entries, in the order of the response. */
    private static List<Integer> sequences(Fleet fleet, String path) {
        return fleet.owner().get(fleet.path(path)).statusCode(200).extract().path("items.sequence");
    }
}
