package dev.holdfast.backend.fleet.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Filters and orders give the same devices, page by page, as a scan of all devices. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class DeviceOrdersTest {
    private static final int MANY = 400;
    /** SQL for the position of a trust in the order "trust". */
    private static final String TRUST_RANK =
            "array_position(array['UNTRUSTED', 'OUTDATED', 'UNKNOWN', 'TRUSTED'], d.trust)";
    /** SQL for the position of an update state in the order "update", from 1: as in {@link DeviceOrder#UPDATES}. */
    private static final String UPDATE_RANK = """
            case when g.target_manifest = 0 then 7 when d.attested_manifest = g.target_manifest then 6
                when d.update_version <> g.target_manifest then 3
                when d.update_step = 'FAILED' then 1 when d.update_step = 'RETURNED' then 2 when d.update_step = 'INSTALLED' then 4
                when d.update_step = 'CONFIRMED' then 5 else 3 end""";

    private static final String PENDING = UPDATE_RANK + " = 3";
    private static final String HELD =
            PENDING + " and (trust = 'UNTRUSTED' or not unreachable and update_step = 'HELD' and update_version = 2)";
    private static final String OFFERED = pending("OFFERED");
    private static final String STAGED = pending("STAGED");
    private static final String MOVING = pending("DOWNLOADING") + " or " + STAGED + " or " + pending("DEFERRED");

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    @Test
    void rare_matches_and_rare_non_matches_are_found() throws SQLException {
        ListedDevices devices = filled(MANY);
        Map<String, String> terms = Map.ofEntries(
                Map.entry("is:untrusted", "trust = 'UNTRUSTED'"),
                Map.entry("-is:trusted", "trust <> 'TRUSTED'"),
                Map.entry("-is:trusted,outdated,unknown", "trust = 'UNTRUSTED' or unreachable"),
                Map.entry("is:unreachable", "unreachable"),
                Map.entry("is:unknown", "trust = 'UNKNOWN' and not unreachable"),
                Map.entry("claimed:<30m", "claimed_at > now() - interval '30 minutes'"),
                Map.entry("-claimed:>30m", "claimed_at > now() - interval '30 minutes'"),
                Map.entry("claimed:never", "false"),
                Map.entry("expires:never", "certificate_expires is null"),
                Map.entry(
                        "-expires:>1h",
                        "certificate_expires is null or certificate_expires < now() + interval '1 hour'"),
                Map.entry("attested:never", "last_attestation is null"),
                Map.entry(
                        "-attested:<20h", "last_attestation is null or last_attestation < now() - interval '20 hours'"),
                Map.entry("-seen:<3h", "last_seen is null or last_seen < now() - interval '3 hours'"),
                Map.entry("-seen:>3h", "last_seen > now() - interval '3 hours'"),
                Map.entry("update:pending", PENDING),
                Map.entry("update:installed", UPDATE_RANK + " = 4"),
                Map.entry("update:failed", UPDATE_RANK + " = 1"),
                Map.entry("update:returned", UPDATE_RANK + " = 2"),
                Map.entry("update:confirmed", UPDATE_RANK + " = 5"),
                Map.entry("-update:confirmed", UPDATE_RANK + " <> 5"),
                Map.entry("update:not-targeted", UPDATE_RANK + " = 7"),
                Map.entry("update:pending,failed", UPDATE_RANK + " in (1, 3)"),
                Map.entry("update:held", HELD),
                Map.entry("update:unreachable", PENDING + " and trust <> 'UNTRUSTED' and unreachable"),
                Map.entry("update:offered", OFFERED),
                Map.entry("update:staged", STAGED),
                Map.entry("update:downloading,staged,deferred", MOVING),
                Map.entry(
                        "update:unknown",
                        PENDING + " and not (" + HELD + ") and not unreachable and not (" + OFFERED + " or " + MOVING
                                + ")"),
                Map.entry("update:held,failed", UPDATE_RANK + " = 1 or " + HELD),
                Map.entry(
                        "-update:held,failed",
                        UPDATE_RANK + " not in (1, 3) or " + PENDING + " and not (" + HELD + ")"),
                Map.entry("-update:offered", "not (" + OFFERED + ")"),
                Map.entry("-update:held,pending", "not (" + PENDING + ")"),
                Map.entry("-update:attested", UPDATE_RANK + " <> 6"),
                Map.entry("-os:24.12", "os_version <> '24.12'"),
                Map.entry("-os:>=24.10", "os_version in ('24.09', '')"),
                Map.entry("-group:production", "g.name <> 'Production'"),
                Map.entry("-product:thermostat", "false"),
                Map.entry("update:pending is:trusted", PENDING + " and trust = 'TRUSTED'"));

        for (Map.Entry<String, String> term : terms.entrySet()) {
            assertThat(devices.all(term.getKey(), "id", 500))
                    .as(term.getKey())
                    .isEqualTo(devices.ids(term.getValue(), "d.device_id"));
        }
    }

    @Test
    void update_states_are_found_with_many_deployed_groups() throws SQLException {
        ListedDevices devices = filled(MANY);
        devices.run("""
                insert into device_group (catalog_id, group_id, product_id, name, description, os_feed_type, update_policy, position,
                    target_manifest)
                select g.catalog_id, gen_random_uuid(), g.product_id, 'Room ' || n, '', g.os_feed_type, g.update_policy, 10 + n, 100 + n
                from device_group g, generate_series(1, 25) n
                where g.catalog_id = current_catalog_id() and g.name = 'Production'""");

        for (int rank = 1; rank <= DeviceOrder.UPDATES.size(); rank++) {
            String filter = "update:" + DeviceOrder.UPDATES.get(rank - 1);
            assertThat(devices.all(filter, "id", 500))
                    .as(filter)
                    .isEqualTo(devices.ids(UPDATE_RANK + " = " + rank, "d.device_id"));
        }
        assertThat(devices.all("", "-update", 500))
                .isEqualTo(devices.ids("true", UPDATE_RANK + " desc, d.device_id desc"));
    }

    @Test
    void few_trusted_devices_are_found_among_new_ones() throws SQLException {
        ListedDevices devices = filled(MANY);
        devices.run("update device set trust = case trust when 'TRUSTED' then 'UNKNOWN' else 'TRUSTED' end"
                + " where catalog_id = current_catalog_id()");

        assertThat(devices.all("is:trusted", "id", 500)).isEqualTo(devices.ids("trust = 'TRUSTED'", "d.device_id"));
        assertThat(devices.all("-is:unknown", "trust", 500))
                .isEqualTo(devices.ids("trust <> 'UNKNOWN' or unreachable", TRUST_RANK + ", d.device_id"));
    }

    @Test
    void every_order_is_correct_across_pages() throws SQLException {
        ListedDevices devices = filled(MANY);
        Map<String, Order> orders = Map.ofEntries(
                Map.entry("id", new Order("d.device_id", "d.device_id is null")),
                Map.entry("name", new Order("lower(d.name) collate \"C\"", "d.name = ''")),
                Map.entry("product", new Order("lower(p.name) || chr(10) || lower(g.name)", "d.device_id is null")),
                Map.entry("group", new Order("lower(g.name) || chr(10) || lower(p.name)", "d.device_id is null")),
                Map.entry("trust", new Order(TRUST_RANK, "d.device_id is null")),
                Map.entry("trustSince", new Order("d.trust_since", "d.trust_since is null")),
                Map.entry("update", new Order(UPDATE_RANK, "d.device_id is null")),
                Map.entry("lastSeen", new Order("d.last_seen", "d.last_seen is null")),
                Map.entry("lastAttestation", new Order("d.last_attestation", "d.last_attestation is null")),
                Map.entry("certificateExpires", new Order("d.certificate_expires", "d.certificate_expires is null")),
                Map.entry("osVersion", new Order("d.os_version", "d.os_version = ''")),
                Map.entry("claimedAt", new Order("d.claimed_at", "d.device_id is null")));
        // Ascending with filters that match nearly all, half or few devices; descending with all devices.
        Map<String, String> upwards = Map.of(
                "is:trusted os:>0", "trust = 'TRUSTED' and d.os_version <> ''",
                "is:named -product:other", "d.name <> ''",
                "-is:trusted", "trust <> 'TRUSTED'");

        for (Map.Entry<String, Order> order : orders.entrySet()) {
            requireOrder(devices, upwards, order.getKey(), order.getValue().by(""));
            requireOrder(
                    devices,
                    Map.of("", "true"),
                    "-" + order.getKey(),
                    order.getValue().by(" desc"));
        }
    }

    @Test
    void large_lists_are_ordered_by_the_hour_of_last_contact() throws SQLException {
        ListedDevices devices = filled(2_300);

        requireOrder(
                devices,
                Map.of("", "true", "-is:trusted", "trust <> 'TRUSTED'"),
                "lastSeen",
                "d.seen_hour, d.device_id");
        requireOrder(devices, Map.of("", "true"), "-lastSeen", "d.seen_hour desc, d.device_id desc");
    }

    /** Asserts that each filter, the API's term and its SQL, gives the same devices in the same order, page by page. */
    private static void requireOrder(ListedDevices devices, Map<String, String> filters, String sort, String by)
            throws SQLException {
        for (Map.Entry<String, String> filter : filters.entrySet()) {
            assertThat(devices.all(filter.getKey(), sort, 183))
                    .as(filter.getKey() + " by " + sort)
                    .isEqualTo(devices.ids(filter.getValue(), by));
        }
    }

    /** An order in SQL. Devices that meet {@code last} have no value and come last in both directions. */
    private record Order(String expression, String last) {
        String by(String way) {
            return last + ", " + expression + way + (expression.equals("d.device_id") ? "" : ", d.device_id" + way);
        }
    }

    /**
     * Creates devices, most of them alike. Each condition {@code n % 800 = …} makes one of some hundred devices rare. Half of the devices
     * have names.
     */
    private ListedDevices filled(int many) throws SQLException {
        ListedDevices devices = new ListedDevices(Fleet.create(), owner);
        devices.run("""
                insert into device (catalog_id, device_id, group_id, claimed_at, trust, trust_since, name, unreachable, os_version,
                    last_seen, last_attestation, certificate_expires, attested_manifest, update_version, update_step,
                    update_code)
                select g.catalog_id, sha512(convert_to(g.catalog_id || ' ' || n, 'UTF8')), g.group_id,
                    now() - case when n % 700 = 1 then interval '5 minutes' else n % 40 * interval '1 hour' + interval '1 hour' end,
                    case when n % 801 = 2 then 'UNTRUSTED' when n % 802 = 3 then 'OUTDATED' when n % 803 = 4 or n % 804 = 5 then 'UNKNOWN'
                        else 'TRUSTED' end,
                    case when n % 805 <> 6 then now() - n % 1000 * interval '1 minute' end,
                    case when n % 6 = 0 then U&'\\+01F600 Room ' || n % 1500 when n % 6 = 2 then U&'\\E000 Room ' || n % 1500
                        when n % 2 = 0 then 'Room ' || n % 1500 else '' end, n % 804 = 5 and n % 801 <> 2 and n % 802 <> 3,
                    case when n % 900 = 7 then '' when n % 901 = 8 then '24.09' when n % 15 = 0 then '24.10'
                        when n % 37 = 19 then '25.' || n else '24.12' end,
                    case when n % 850 = 9 then null when n % 851 = 10 then now() - interval '5 hours'
                        else now() - n % 90 * interval '1 minute' - interval '1 minute' end,
                    case when n % 803 = 4 then null when n % 852 = 11 then now() - interval '21 hours'
                        when n % 854 = 13 then now() - interval '23 hours 20 minutes'
                        else now() - n % 500 * interval '1 minute' end,
                    case when n % 853 = 12 then null when n % 852 = 11 then now() + interval '3 hours'
                        when n % 854 = 13 then now() + interval '40 minutes' else now() + interval '24 hours' - n % 500 * interval '1 minute' end,
                    case when n % 861 = 14 then 1 when n % 70 between 15 and 23 then 0 else 2 end,
                    case when n % 861 = 14 then 1 when n % 70 = 19 then 0 else 2 end,
                    case when n % 70 = 15 then 'FAILED' when n % 70 = 16 then 'RETURNED' when n % 70 = 17 then 'INSTALLED'
                        when n % 70 = 18 and n < 200 then 'HELD' when n % 70 = 18 then 'OFFERED' when n % 70 = 19 then ''
                        when n % 70 = 20 then 'CONFIRMED' when n % 70 = 21 then 'DOWNLOADING' when n % 70 = 22 then 'STAGED'
                        when n % 70 = 23 then 'DEFERRED' else 'ATTESTED' end,
                    case n % 70 when 21 then '42' when 23 then '2027-01-01T03:00:00Z' else '' end
                from generate_series(1, MANY) n
                join device_group g on g.name = case when n % 870 = 18 then 'Field Test' else 'Production' end
                where g.catalog_id = current_catalog_id()""".replace("MANY", Integer.toString(many)));
        devices.run(
                "update device_group set target_manifest = 2 where catalog_id = current_catalog_id() and name = 'Production'");
        return devices;
    }

    /** Returns the SQL condition of a state before the installation, of a device that is neither untrusted nor unreachable. */
    private static String pending(String step) {
        return PENDING + " and trust <> 'UNTRUSTED' and not unreachable and update_step = '" + step
                + "' and update_version = 2";
    }
}
