package dev.holdfast.backend.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.fleet.list.ListedDevices;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.LinkedPages;
import dev.holdfast.contract.operator.OperatorApi;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** More entries than one page scans. Filters find all matches page by page, and a time range finds its entries directly. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class VeryManyEntriesTest {
    private static final int ENTRIES = 7_000;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    @Test
    void rare_matches_are_found_page_by_page() throws SQLException {
        ListedDevices log = filled();
        String path = path(log, "reason:\"of old\"");

        Response first = log.fleet().owner().request().urlEncodingEnabled(false).get(OperatorApi.BASE + path);

        first.then().statusCode(200);
        assertThat(first.jsonPath().getList("items")).isEmpty();
        assertThat(first.header("Link")).contains("rel=\"next\"");
        assertThat(LinkedPages.of(log.fleet().owner(), path, "detail")).containsExactly("Entry 3");
        assertThat(all(log, "somebody")).as("as a word").containsExactly("Entry 3");
    }

    @Test
    void a_time_range_finds_its_entries() throws SQLException {
        ListedDevices log = filled();
        Map<String, String> terms = Map.of(
                "at:>100h", "at < now() - interval '100 hours'",
                "at:<2h", "at > now() - interval '2 hours'",
                "-at:<100h", "at < now() - interval '100 hours'",
                "at:>50h at:<51h", "at between now() - interval '51 hours' and now() - interval '50 hours'",
                "is:people at:>110h", "actor <> 'system' and at < now() - interval '110 hours'",
                "is:system at:>110h", "actor = 'system' and at < now() - interval '110 hours'",
                "until:2020-01-01", "false",
                "since:2020-01-01 reason:old", "reason like '%old%'",
                "at:>9999w", "false");

        for (Map.Entry<String, String> term : terms.entrySet()) {
            List<String> expected;
            List<Object> found;
            // Entries become older while pages are read.
            do {
                expected = expected(log, term.getValue());
                found = all(log, term.getKey());
            } while (!expected.equals(expected(log, term.getValue())));
            assertThat(found).as(term.getKey()).isEqualTo(expected);
        }
    }

    /** Returns the test's entries that meet an SQL condition now, newest first. */
    private static List<String> expected(ListedDevices log, String condition) throws SQLException {
        return log.texts(
                "detail",
                "from audit_entry where catalog_id = current_catalog_id() and detail like 'Entry %' and (" + condition
                        + ") order by sequence desc");
    }

    /** Reads the entries that the test added. Those of the catalog's creation have lower sequence numbers but later times. */
    private static List<Object> all(ListedDevices log, String filter) {
        return LinkedPages.of(log.fleet().owner(), path(log, filter), "detail").stream()
                .filter(detail -> detail.toString().startsWith("Entry "))
                .toList();
    }

    /** Returns the path of the filtered log. */
    private static String path(ListedDevices log, String filter) {
        return log.fleet().path("audit?limit=200&filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
    }

    /**
     * Adds one entry per minute until now. Times deviate by up to two minutes, as if backends had different clocks. Every third entry is by
     * the system, and only entry 3 has the reason "of old, said Somebody".
     */
    private ListedDevices filled() throws SQLException {
        ListedDevices log = new ListedDevices(Fleet.create(), owner);
        log.run("""
                insert into audit_entry (catalog_id, sequence, at, actor, action, subject, detail, reason)
                select c.catalog_id, c.last + n, now() - (ENTRIES - n) * interval '1 minute' + n % 7 * interval '20 seconds',
                    case when n % 3 = 0 then 'system' else 'a person' end, 'DescribeDevice', 'a device', 'Entry ' || n,
                    case when n = 3 then 'of old, said Somebody' when n > 3 then 'new' end
                from audit_counter c cross join generate_series(1, ENTRIES) n
                where c.catalog_id = current_catalog_id()""".replace("ENTRIES", Integer.toString(ENTRIES)));
        log.run("update audit_counter set last = last + " + ENTRIES + " where catalog_id = current_catalog_id()");
        return log;
    }
}
