package dev.holdfast.backend.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Transactions;
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
    void numbers_have_no_gaps_though_many_write_and_some_fail() {
        CatalogId catalog = new CatalogId(UUID.randomUUID());
        List<Uni<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            boolean fails = i % 5 == 0;
            writers.add(OnVertx.start(
                            vertx,
                            () -> transactions.sqlInCatalog(
                                    catalog,
                                    sql -> audit.append(sql, catalog, "someone", "DoSomething", "this", "It was done.")
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
                () -> transactions.sqlInCatalog(
                        catalog,
                        sql -> sql.list("select sequence from audit_entry order by sequence", row -> row.getLong(0))));
        assertThat(done).filteredOn(ok -> ok).hasSize(160);
        assertThat(numbers)
                .isEqualTo(IntStream.rangeClosed(1, 160).mapToObj(Long::valueOf).toList());
    }

    @Test
    void every_act_leaves_an_entry_and_the_newest_comes_first() {
        Fleet fleet = Fleet.create();
        fleet.claim("Production", fleet.endorsedChips(1));

        fleet.owner()
                .get(fleet.path("audit"))
                .statusCode(200)
                .body("action", contains("ClaimDevices", "CreateProduct", "CreateCatalog"))
                .body("sequence", contains(3, 2, 1));
        fleet.owner().get(fleet.path("audit?limit=1")).body("action", contains("ClaimDevices"));
    }
}
