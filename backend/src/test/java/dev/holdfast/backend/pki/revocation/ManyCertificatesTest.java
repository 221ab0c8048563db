package dev.holdfast.backend.pki.revocation;

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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** More certificates than one page scans. Filters find each match once, page by page. */
@Tag("sweep")
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ManyCertificatesTest {
    /** Each has four certificates. */
    private static final int DEVICES = 1_500;

    /** SQL for the name of the person who revoked, retired or blocked; empty for a valid certificate. */
    private static final String BY =
            "coalesce(r.revoked_by, case when a.revoked_at is not null then a.revoked_by end, d.blocked_by, '')";

    /** SQL for the expected rows, with places for condition and order. */
    private static final String EXPECTED = """
            from issued_certificate c
            left join certificate_revocation r on r.catalog_id = c.catalog_id and r.serial = c.serial
            left join catalog_authority a on a.catalog_id = c.catalog_id and a.generation = c.authority
            left join device d on d.catalog_id = c.catalog_id and d.device_id = c.device_id
            where c.catalog_id = current_catalog_id() and (%s) order by %s""";

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    @Test
    void each_filter_lists_each_matching_certificate_once_in_order() throws SQLException {
        ListedDevices devices = filled();
        Map<String, String> terms = Map.ofEntries(
                Map.entry(
                        "is:valid",
                        "c.not_after > now() and r.serial is null and a.revoked_at is null and d.blocked_at is null"),
                Map.entry(
                        "-is:valid",
                        "c.not_after < now() or r.serial is not null or a.revoked_at is not null or d.blocked_at is not null"),
                Map.entry("is:expired", "c.not_after < now()"),
                Map.entry("-is:expired", "c.not_after > now()"),
                Map.entry("is:revoked", "r.serial is not null"),
                Map.entry("is:blocked", "d.blocked_at is not null"),
                Map.entry("is:retired", "a.revoked_at is not null"),
                Map.entry("is:revoked,blocked", "r.serial is not null or d.blocked_at is not null"),
                Map.entry("usage:customer", "c.usage = 'CUSTOMER'"),
                Map.entry("generation:2", "c.authority = 2"),
                Map.entry("-generation:1", "c.authority = 2"),
                Map.entry("generation:3", "false"),
                Map.entry("issued:<30m", "c.not_before > now() - interval '30 minutes'"),
                Map.entry("-issued:>30m", "c.not_before > now() - interval '30 minutes'"),
                Map.entry("issued:never", "false"),
                Map.entry("-expires:<23h", "c.not_after > now() + interval '23 hours'"),
                Map.entry("by:olivia", BY + " = 'Olivia'"),
                Map.entry("by:rita,bob", BY + " in ('rita', 'bob')"),
                Map.entry("by:nobody", "false"),
                Map.entry("reason:STOLEN", "r.reason like '%Stolen%'"),
                Map.entry("reason:lost", "d.blocked_reason = 'Lost' and r.serial is null and a.revoked_at is null"),
                Map.entry("serial:41", "encode(c.serial, 'hex') like '41%'"),
                Map.entry("device:4f", "encode(c.device_id, 'hex') like '4f%'"),
                Map.entry("4f", "encode(c.device_id, 'hex') like '4f%' or encode(c.serial, 'hex') like '4f%'"),
                Map.entry("9", "encode(c.device_id, 'hex') like '9%'"),
                Map.entry("nowhere", "false"),
                Map.entry("is:revoked -by:olivia usage:update", "r.revoked_by = 'otto' and c.usage = 'UPDATE'"));

        for (Map.Entry<String, String> term : terms.entrySet()) {
            for (Map.Entry<String, String> order : Map.of("device", "c.device_id, c.serial", "-serial", "c.serial desc")
                    .entrySet()) {
                assertThat(all(devices, term.getKey(), order.getKey(), 100))
                        .as(term.getKey() + " by " + order.getKey())
                        .isEqualTo(devices.texts(
                                "encode(c.serial, 'hex')", EXPECTED.formatted(term.getValue(), order.getValue())));
            }
        }
        assertThat(all(devices, "", "-device", 500))
                .isEqualTo(devices.texts(
                        "encode(c.serial, 'hex')", EXPECTED.formatted("true", "c.device_id desc, c.serial desc")));
    }

    @Test
    void a_page_that_reached_its_scan_limit_links_to_the_next() throws SQLException {
        ListedDevices devices = filled();
        String path = path(devices, "-usage:update -usage:customer", "device", 50);

        Response first =
                devices.fleet().owner().request().urlEncodingEnabled(false).get(OperatorApi.BASE + path);

        first.then().statusCode(200);
        assertThat(first.jsonPath().getList("items")).isEmpty();
        assertThat(first.header("Link")).contains("rel=\"next\"");
        assertThat(LinkedPages.of(devices.fleet().owner(), path, "serialNumber"))
                .isEmpty();
    }

    private static List<Object> all(ListedDevices devices, String filter, String sort, int limit) {
        return LinkedPages.of(devices.fleet().owner(), path(devices, filter, sort, limit), "serialNumber");
    }

    private static String path(ListedDevices devices, String filter, String sort, int limit) {
        return devices.fleet()
                .path("device-certificates?limit=" + limit + "&sort=" + sort + "&filter="
                        + URLEncoder.encode(filter, StandardCharsets.UTF_8));
    }

    /**
     * Adds a retired second authority, and four certificates for each device. Some devices are blocked, departed, or both departed and
     * claimed again. Few certificates are revoked, expired or recent.
     */
    private ListedDevices filled() throws SQLException {
        ListedDevices devices = new ListedDevices(Fleet.create(), owner);
        devices.run("""
                update catalog_authority set active_from = now() - interval '9 days' where catalog_id = current_catalog_id();
                insert into catalog_authority (catalog_id, authority_id, generation, serial, certificate, not_before, not_after,
                    created_at, active_from, revoked_at, revoked_by, revoked_reason)
                select a.catalog_id, gen_random_uuid(), 2, '\\x02', a.certificate, a.not_before, a.not_after, a.created_at,
                    now() - interval '5 days', now(), 'rita', 'A new key'
                from catalog_authority a where a.catalog_id = current_catalog_id();
                create temp table of_n on commit drop as
                    select n, current_catalog_id() as catalog_id, sha512(convert_to(current_catalog_id() || ' ' || n, 'UTF8')) as device_id
                    from generate_series(1, DEVICES) n;
                insert into device (catalog_id, device_id, group_id, claimed_at, trust, blocked_at, blocked_by, blocked_reason)
                select n.catalog_id, n.device_id, g.group_id, now(), 'TRUSTED', case when n % 333 = 7 then now() end,
                    case when n % 333 = 7 then 'bob' end, case when n % 333 = 7 then 'Lost' end
                from of_n n join device_group g on g.catalog_id = n.catalog_id and g.name = 'Production'
                where n % 100 <> 1;
                insert into departed_device (catalog_id, device_id, left_at, name, product, device_group, group_id, claimed_at, departure,
                    reason, actor)
                select n.catalog_id, n.device_id, now(), '', 'Thermostat', 'Production', g.group_id, now(), 'UNCLAIMED', 'Sold', 'olivia'
                from of_n n join device_group g on g.catalog_id = n.catalog_id and g.name = 'Production' where n % 100 in (1, 2);
                insert into issued_certificate (catalog_id, serial, device_id, usage, not_before, not_after, authority)
                select n.catalog_id, decode('4' || left(md5(n.catalog_id || ' ' || n || ' ' || k), 31), 'hex'), n.device_id,
                    case when n % 300 = 1 and k % 2 = 0 then 'CUSTOMER' else 'UPDATE' end, t, t + interval '24 hours',
                    case when n % 400 = 3 and k > 2 then 2 else 1 end
                from of_n n cross join generate_series(1, 4) k
                cross join lateral (select case when n % 500 = 11 and k = 1 then now() - interval '5 minutes'
                    else now() - interval '2 hours' - n * interval '1 second' - k / 3 * interval '1 day' end as t) t
                order by t;
                insert into certificate_revocation (catalog_id, serial, device_id, not_after, revoked_at, revoked_by, cause, reason)
                select c.catalog_id, c.serial, c.device_id, c.not_after, now(), case when n % 2 = 1 then 'Olivia' else 'otto' end,
                    'KEY_COMPROMISE', case when n % 422 = 5 then 'Stolen van' else 'It leaked' end
                from of_n n join issued_certificate c on c.catalog_id = n.catalog_id and c.device_id = n.device_id
                where n % 211 = 5""".replace("DEVICES", Integer.toString(DEVICES)));
        return devices;
    }
}
