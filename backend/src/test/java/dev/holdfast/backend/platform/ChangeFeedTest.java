package dev.holdfast.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.installation.Await;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.device.InternalApi.Changes;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pages, keys and age of the changes that gateways read. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ChangeFeedTest {
    private static final int COUNT = 1_500;

    @Inject
    TestCatalog catalogs;

    @Inject
    Gateway gateway;

    @Inject
    @DataSource("owner")
    AgroalDataSource database;

    @Test
    void changes_of_one_transaction_arrive_in_pages_completely_and_in_order() {
        CatalogId catalog = catalogs.create();
        Changes newest = gateway.get("changes", Changes.class);

        changed(catalog, COUNT, "0 minutes");

        List<String> keys = new ArrayList<>();
        Changes page = newest;
        while (keys.size() < COUNT) {
            page = gateway.get("changes?wait=20&after=" + page.next(), Changes.class);
            assertThat(page.changes()).isNotEmpty().hasSizeLessThanOrEqualTo(Changes.MAX_CHANGES);
            page.changes().stream()
                    .map(Change::key)
                    .filter(key -> key.startsWith("change "))
                    .forEach(keys::add);
        }
        assertThat(keys)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, COUNT)
                        .mapToObj(i -> "change " + i)
                        .toList());
    }

    @Test
    void a_gateway_that_is_more_than_ten_minutes_behind_starts_over() {
        CatalogId catalog = catalogs.create();
        String before = gateway.get("changes", Changes.class).next();
        changed(catalog, 1, "11 minutes");

        // An open transaction of a job can delay the change.
        Await.until(
                "the gateway starts over",
                () -> gateway.get("changes?after=" + before, Changes.class).startOver());
        Changes late = gateway.get("changes?after=" + before, Changes.class);
        assertThat(late.startOver()).isTrue();
        assertThat(late.changes()).isEmpty();
        assertThat(gateway.get("changes?after=" + late.next(), Changes.class).startOver())
                .isFalse();
    }

    @Test
    void a_gateway_with_a_position_of_another_database_starts_over() {
        assertThat(gateway.get("changes?wait=20&after=0_999999999999999999", Changes.class)
                        .startOver())
                .isTrue();
    }

    @Test
    void a_gateway_starts_over_after_a_restore_even_if_the_database_has_passed_its_position() throws SQLException {
        String before = gateway.get("changes", Changes.class).next();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into database_restore values (now(), now() - interval '1 minute', now())");
        }

        Changes changes = gateway.get("changes?wait=20&after=" + before, Changes.class);

        assertThat(changes.startOver()).isTrue();
        assertThat(gateway.get("changes?after=" + changes.next(), Changes.class).startOver())
                .isFalse();
    }

    @Test
    void the_key_of_a_change_does_not_tell_the_id() {
        TestChip chip = new TestChip();
        CatalogId catalog = catalogs.create();

        assertThat(Change.of(chip.device()).key())
                .matches("[0-9a-f]{32}")
                .doesNotContain(chip.device().text().substring(0, 8));
        assertThat(Change.of(catalog.value()).key())
                .matches("[0-9a-f]{32}")
                .doesNotContain(catalog.value().toString().substring(0, 8));
    }

    /** Adds changes in one transaction, as if they happened some time ago. */
    private void changed(CatalogId catalog, int count, String ago) {
        catalogs.list(catalog, """
                insert into outbox (catalog_id, at, kind, subject, payload, invalidated_kind, invalidated_key)
                select current_catalog_id(), now() - $2::text::interval, 'Tested', '', '{}', 'DEVICE', 'change ' || n
                from generate_series(1, $1) n order by n
                returning sequence""", row -> row, count, ago);
    }
}
