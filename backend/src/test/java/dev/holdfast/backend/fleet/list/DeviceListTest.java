package dev.holdfast.backend.fleet.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.operator.OperatorApi;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Device lists: filters, pages, orders and descriptions. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class DeviceListTest {
    /** More devices than the sample from which a total is estimated. */
    private static final int MANY = 3_000;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    @Test
    void each_field_filters_the_list_and_a_minus_negates_it() throws SQLException {
        Fleet fleet = Fleet.create();
        fill(fleet, 200);
        Map<String, String> sql = Map.ofEntries(
                Map.entry("is:untrusted", "trust = 'UNTRUSTED'"),
                Map.entry("is:trusted,blocked", "trust = 'TRUSTED' or blocked_at is not null"),
                Map.entry("-is:trusted", "trust <> 'TRUSTED'"),
                Map.entry("is:unreachable", "unreachable"),
                Map.entry("is:tagged", "device_id in (select device_id from device_tag)"),
                Map.entry("tag:lab", "device_id in (select device_id from device_tag where tag = 'lab')"),
                Map.entry(
                        "-tag:lab,rare",
                        "device_id not in (select device_id from device_tag where tag in ('lab', 'rare'))"),
                Map.entry("tag:rare", "device_id in (select device_id from device_tag where tag = 'rare')"),
                Map.entry("os:24.09", "os_version = '24.09'"),
                Map.entry("os:<24.10", "os_version in ('24.09', '24.9.1')"),
                Map.entry("os:>=24.10", "os_version = '24.10'"),
                Map.entry("-os:24.10", "os_version <> '24.10'"),
                Map.entry("seen:>7d", "coalesce(last_seen, claimed_at) < now() - interval '7 days'"),
                Map.entry("seen:<2h", "last_seen > now() - interval '2 hours'"),
                Map.entry("seen:never", "last_seen is null"),
                Map.entry("attested:>2d", "last_attestation < now() - interval '2 days'"),
                Map.entry("-attested:never", "last_attestation is not null"),
                Map.entry("crashed:<1d", "crashed_at > now() - interval '1 day'"),
                Map.entry("-crashed:never", "crashed_at is not null"),
                Map.entry("expires:<3h", "certificate_expires < now() + interval '3 hours'"),
                Map.entry("claimed:>1w", "claimed_at < now() - interval '7 days'"),
                Map.entry("code:os-outdated", "reason_code = 'os-outdated'"),
                Map.entry("update:failed", "update_step = 'FAILED'"),
                Map.entry("update:pending", "update_step = ''"),
                Map.entry("name:KITCH", "name like '%Kitchen%'"),
                Map.entry("\"kitchen 1\"", "name like '%Kitchen 1%'"),
                Map.entry("-kitchen", "name not like '%Kitchen%'"),
                Map.entry("name:100%", "false"),
                Map.entry("name:ki", "name like 'Ki%'"),
                Map.entry("id:ab", "encode(device_id, 'hex') like 'ab%'"),
                Map.entry("os-outdated", "reason_code = 'os-outdated'"),
                Map.entry(
                        "product:THERMOSTAT group:production is:outdated,untrusted -tag:lab",
                        "trust in ('OUTDATED', 'UNTRUSTED') and device_id not in (select device_id from device_tag where tag = 'lab')"),
                Map.entry("product:nope", "false"));

        for (Map.Entry<String, String> one : sql.entrySet()) {
            assertThat(all(fleet, one.getKey(), "id", 500)).as(one.getKey()).isEqualTo(ids(fleet, one.getValue()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "-id",
                "trust",
                "-trust",
                "name",
                "lastSeen",
                "-lastSeen",
                "osVersion",
                "group",
                "-claimedAt",
                "certificateExpires",
                "update"
            })
    void every_order_lists_each_device_once(String order) throws SQLException {
        Fleet fleet = Fleet.create();
        fill(fleet, 150);

        List<String> found = all(fleet, "", order, 17);

        assertThat(found).hasSize(150).doesNotHaveDuplicates();
        assertThat(new HashSet<>(found)).isEqualTo(new HashSet<>(ids(fleet, "true")));
        assertThat(all(fleet, "is:untrusted,outdated", order, 37))
                .isEqualTo(found.stream()
                        .filter(new HashSet<>(ids(fleet, "trust in ('UNTRUSTED', 'OUTDATED')"))::contains)
                        .toList());
    }

    /** After the first page of 20 devices, device 3 of that page and device 25 of the next one are deleted. */
    @Test
    void changes_between_pages_neither_repeat_nor_skip_other_devices() throws SQLException {
        Fleet fleet = Fleet.create();
        fill(fleet, 60);
        List<String> before = ids(fleet, "true");
        JsonPath first = list(fleet, "", "id", null, 20).extract().jsonPath();

        run(
                fleet,
                "delete from device where encode(device_id, 'hex') in ('" + before.get(3) + "', '" + before.get(25)
                        + "')");
        List<String> rest = new ArrayList<>(first.getList("items.id"));
        String next = first.getString("next");
        while (next != null) {
            JsonPath page = list(fleet, "", "id", next, 20).extract().jsonPath();
            rest.addAll(page.getList("items.id"));
            next = page.getString("next");
        }

        List<String> expected = new ArrayList<>(before);
        expected.remove(before.get(25));
        assertThat(rest).isEqualTo(expected);
    }

    @Test
    void the_total_is_exact_or_marked_as_an_estimate() throws SQLException {
        Fleet fleet = Fleet.create();
        fill(fleet, MANY);

        list(fleet, "", "id", null, 1).body("total", equalTo(MANY)).body("estimated", equalTo(false));
        list(fleet, "tag:rare", "id", null, 1)
                .body(
                        "total",
                        equalTo(ids(fleet, "device_id in (select device_id from device_tag where tag = 'rare')")
                                .size()))
                .body("estimated", equalTo(false));
        JsonPath trusted = list(fleet, "is:trusted", "id", null, 1).extract().jsonPath();
        assertThat(trusted.getBoolean("estimated")).isTrue();
        assertThat(trusted.getLong("total")).isBetween(MANY * 7L / 10, MANY * 9L / 10);
    }

    @Test
    void a_filter_error_names_the_character() {
        Fleet fleet = Fleet.create();

        list(fleet, "is:trusted colour:red", "id", null, 1)
                .statusCode(400)
                .body("type", equalTo("/api/problems#invalid-request"))
                .body("errors.field", contains("filter"))
                .body("errors.position", contains(11))
                .body("detail", containsString("character 12"));
        list(fleet, "", "colour", null, 1).statusCode(400).body("errors.field", contains("sort"));
    }

    @Test
    void foreign_and_forged_cursors_are_refused() throws SQLException {
        Fleet fleet = Fleet.create();
        fill(fleet, 5);
        String next = list(fleet, "", "id", null, 2).extract().path("next");

        list(fleet, "", "id", next, 2).statusCode(200);
        for (String bad : List.of(
                "x",
                "AAAA",
                "%00",
                next.substring(1),
                next.replace(next.charAt(30), next.charAt(30) == 'A' ? 'B' : 'A'))) {
            list(fleet, "", "id", bad, 2).statusCode(400).body("errors.field", contains("cursor"));
        }
        list(fleet, "", "-id", next, 2).statusCode(400);
        list(fleet, "is:trusted", "id", next, 2).statusCode(400);
    }

    @Test
    void user_input_is_never_part_of_a_statement() throws SQLException {
        Fleet fleet = Fleet.create();
        fill(fleet, 20);

        for (String text : List.of("';drop table device;--", "$1", "\\", "%_", "' or true or '", "{}")) {
            for (String field : List.of("", "product:", "group:", "tag:", "code:", "name:")) {
                list(fleet, field + '"' + text.replace("\\", "\\\\") + '"', "id", null, 50)
                        .statusCode(200)
                        .body("total", equalTo(0));
            }
        }
        list(fleet, "", "id", null, 50).body("total", equalTo(20));
    }

    @Test
    void only_requested_fields_are_returned() throws SQLException {
        Fleet fleet = Fleet.create();
        fill(fleet, 1);

        assertThat(fleet.owner()
                        .get(fleet.path("devices?fields=id,tags"))
                        .statusCode(200)
                        .extract()
                        .<Map<String, Object>>path("items[0]"))
                .containsOnlyKeys("id", "tags");
        fleet.owner()
                .get(fleet.path("devices?fields=id,password"))
                .statusCode(400)
                .body("errors.field", contains("fields"));
    }

    @Test
    void changes_of_name_tags_and_notes_are_audited() {
        Fleet fleet = Fleet.create();
        String device = claimed(fleet);

        describe(fleet, device, "Kitchen", List.of("lab", "a:b", "lab"), "Line\nline", null)
                .statusCode(200)
                .body("tags", contains("a:b", "lab"));
        describe(fleet, device, "Cellar", List.of("lab"), "", null).statusCode(200);
        describe(fleet, device, "Cellar", List.of("lab"), "", null).statusCode(200);

        fleet.owner()
                .get(fleet.path("devices/" + device))
                .body("name", equalTo("Cellar"))
                .body("tags", contains("lab"))
                .body("notes", equalTo(""))
                .body("manufacturingState", equalTo(""));
        fleet.owner()
                .get(fleet.path("audit?filter=DescribeDevice"))
                .body(
                        "items.detail",
                        contains(
                                "Name: “Kitchen” → “Cellar”; Tags: “a:b, lab” → “lab”; Notes: “Line\nline” → none.",
                                "Name: none → “Kitchen”; Tags: none → “a:b, lab”; Notes: none → “Line\nline”."));
        assertThat(all(fleet, "name:ella tag:lab", "id", 10)).containsExactly(device);
        assertThat(all(fleet, "name:kitchen", "id", 10)).isEmpty();
    }

    @Test
    void a_description_is_not_overwritten_unread() {
        Fleet fleet = Fleet.create();
        String device = claimed(fleet);
        String read = fleet.owner()
                .get(fleet.path("devices/" + device + "/description"))
                .statusCode(200)
                .extract()
                .header("ETag");

        String changed = describe(fleet, device, "Kitchen", List.of(), "", read)
                .statusCode(200)
                .header("ETag", not(equalTo(read)))
                .extract()
                .header("ETag");
        describe(fleet, device, "Cellar", List.of(), "", read)
                .statusCode(412)
                .body("type", equalTo("/api/problems#changed-meanwhile"));
        describe(fleet, device, "Cellar", List.of(), "", "\"other\", " + changed)
                .statusCode(200);
        describe(fleet, device, "Attic", List.of(), "", "*").statusCode(200);
    }

    @Test
    void descriptions_have_limits() {
        Fleet fleet = Fleet.create();
        String device = claimed(fleet);

        describe(fleet, device, "x".repeat(101), List.of(), "", null)
                .statusCode(400)
                .body("errors.field", contains("name"));
        describe(fleet, device, "two\nlines", List.of(), "", null).statusCode(400);
        describe(fleet, device, "", List.of("Lab"), "", null).statusCode(400).body("errors.field", contains("tags[0]"));
        describe(fleet, device, "", List.of("a,b"), "", null).statusCode(400);
        describe(fleet, device, "", Collections.nCopies(21, "a"), "", null)
                .statusCode(400)
                .body("errors.field", contains("tags"));
        describe(fleet, device, "", List.of(), "x".repeat(2_001), null)
                .statusCode(400)
                .body("errors.field", contains("notes"));
        describe(fleet, device, "x".repeat(100), List.of("a".repeat(40)), "x".repeat(2_000), null)
                .statusCode(200);
        describe(fleet, "0".repeat(128), "", List.of(), "", null).statusCode(404);
    }

    /** Claims a device and returns its ID. */
    private static String claimed(Fleet fleet) {
        var chips = fleet.endorsedChips(1);
        fleet.claim("Production", chips);
        return chips.getFirst().text();
    }

    /** Sets name, tags and notes. {@code match} is the expected ETag; null for none. */
    private static ValidatableResponse describe(
            Fleet fleet, String device, String name, List<String> tags, String notes, @Nullable String match) {
        var request = fleet.owner()
                .request()
                .contentType("application/json")
                .body(Map.of("name", name, "tags", tags, "notes", notes));
        if (match != null) {
            request.header("If-Match", match);
        }
        return request.put(OperatorApi.BASE + fleet.path("devices/" + device + "/description"))
                .then();
    }

    /** Requests a page. {@code cursor} is null for the first one. */
    private static ValidatableResponse list(
            Fleet fleet, String filter, String sort, @Nullable String cursor, int limit) {
        var request = fleet.owner()
                .request()
                .queryParam("filter", filter)
                .queryParam("sort", sort)
                .queryParam("limit", limit);
        if (cursor != null) {
            request.queryParam("cursor", cursor);
        }
        return request.get(OperatorApi.BASE + fleet.path("devices")).then();
    }

    /** Requests every page and returns the device IDs. */
    private static List<String> all(Fleet fleet, String filter, String sort, int limit) {
        List<String> all = new ArrayList<>();
        String next = null;
        do {
            // JsonPath would compile a script for each value.
            JsonObject page = new JsonObject(list(fleet, filter, sort, next, limit)
                    .statusCode(200)
                    .extract()
                    .asString());
            page.getJsonArray("items").forEach(device -> all.add(((JsonObject) device).getString("id")));
            next = page.getString("next");
        } while (next != null);
        return all;
    }

    /**
     * Creates devices that differ in every field: {@code n % 97 = 3} selects every 97th device, from the third one on. No attestation is
     * overdue, so that scheduled work does not change them.
     */
    private void fill(Fleet fleet, int devices) throws SQLException {
        run(fleet, """
                insert into device (catalog_id, device_id, group_id, claimed_at, trust, reason_code, name, unreachable, os_version,
                    last_seen, last_attestation, certificate_expires, update_version, update_step, blocked_at, blocked_by, blocked_reason,
                    crashed_at)
                select g.catalog_id, sha512(convert_to(g.group_id || ' ' || n, 'UTF8')), g.group_id,
                    now() - n %% 20 * interval '1 day 1 minute',
                    case when n %% 97 = 3 then 'UNTRUSTED' when n %% 31 = 7 then 'OUTDATED' when n %% 7 = 5 then 'UNKNOWN'
                        else 'TRUSTED' end,
                    case when n %% 31 = 7 and n %% 97 <> 3 then 'os-outdated' else '' end,
                    case when n %% 50 = 9 then 'Kitchen ' || n else '' end, n %% 14 = 5,
                    case when n %% 400 = 1 then '24.09' when n %% 400 = 2 then '24.9.1' else '24.10' end,
                    case when n %% 40 > 0 then now() - n %% 15 * interval '1 day' - interval '1 minute' end,
                    case when n %% 97 = 3 then now() - n %% 5 * interval '1 day' - interval '1 minute'
                        when n %% 31 = 7 or n %% 7 <> 5 then now() - n %% 5 * interval '1 hour' end,
                    case when n %% 6 > 0 then now() + n %% 24 * interval '1 hour 1 minute' end,
                    case when n %% 500 = 4 then 1 else 0 end, case when n %% 500 = 4 then 'FAILED' else '' end,
                    case when n %% 70 = 6 then now() end, case when n %% 70 = 6 then 'olivia' end,
                    case when n %% 70 = 6 then 'lost' end,
                    case when n %% 60 = 8 then now() - n %% 7 * interval '1 day' end
                from device_group g, generate_series(1, %d) n
                where g.catalog_id = current_catalog_id() and g.name = 'Production'""".formatted(devices));
        run(fleet, "update device_group set target_manifest = 1 where name = 'Production'");
        run(fleet, """
                insert into device_tag (catalog_id, tag, device_id)
                select d.catalog_id, t.tag, d.device_id
                from (select *, row_number() over (order by device_id) as n from device where catalog_id = current_catalog_id()) d,
                    (values ('lab', 3), ('rare', 900)) t(tag, each)
                where d.n % t.each = 1""");
    }

    /** Reads the IDs of the devices that meet an SQL condition from the database. */
    private List<String> ids(Fleet fleet, String condition) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            enter(statement, fleet);
            var rows = statement.executeQuery(
                    "select encode(device_id, 'hex') as id from device where catalog_id = current_catalog_id() and ("
                            + condition + ") order by device_id");
            while (rows.next()) {
                ids.add(rows.getString("id"));
            }
        }
        return ids;
    }

    private void run(Fleet fleet, String sql) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            enter(statement, fleet);
            statement.execute(sql);
        }
    }

    /** Sets the catalog of the connection, because row-level security also applies to the table owner. */
    private static void enter(Statement statement, Fleet fleet) throws SQLException {
        String id = Operator.in(fleet.catalog(), "owner")
                .get("catalogs/" + fleet.catalog())
                .extract()
                .path("id");
        statement.execute("set holdfast.catalog = '" + id + "'");
    }
}
