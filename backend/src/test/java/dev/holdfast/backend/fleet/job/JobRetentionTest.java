package dev.holdfast.backend.fleet.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.fleet.list.ListedDevices;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.id.DeviceId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Retention of finished jobs per person and per catalog. */
@SuppressWarnings("NullAway.Init") // set before each test
@QuarkusTest
@QuarkusTestResource(Installation.class)
class JobRetentionTest {
    /** Copies the existing job with other starters and times, each with one refused device. */
    private static final String MORE = """
            with more as (
                insert into device_job (catalog_id, job_id, operation, state, spec, filter, reason, started_by, issuer, subject,
                    member_of, started_at, leased_until)
                select j.catalog_id, gen_random_uuid(), j.operation, 'FINISHED', j.spec, j.filter, 'more', 'token:robot ' || n,
                    j.issuer, SUBJECT, j.member_of, j.started_at - n * interval '1 minute', j.leased_until
                from device_job j cross join generate_series(1, JOBS) n where j.catalog_id = current_catalog_id() and j.reason = 'first'
                returning catalog_id, job_id
            )
            insert into device_job_refusal (catalog_id, job_id, device_id, code, reason)
            select catalog_id, job_id, decode(repeat('00', 64), 'hex'), 'NOT_FOUND', 'more' from more""";

    @Inject
    @DataSource("owner")
    AgroalDataSource database;

    private Fleet fleet;
    private List<DeviceId> chips;

    @BeforeEach
    void a_job() {
        fleet = Fleet.create();
        chips = fleet.endorsedChips(1);
        fleet.claim("Production", chips);
        begin("first");
    }

    /**
     * Starting a job deletes older ones. A person's newest 100 ended jobs are kept, and refused devices of the newest 20, counting the new
     * job. The ranges allow for jobs that have not ended yet.
     */
    @Test
    void the_newest_jobs_of_a_person_are_kept_across_tokens() throws SQLException {
        more("j.subject", 120);
        more("'another'", 50);

        begin("second");

        assertThat(count(
                        "from device_job where subject <> 'another' and state <> 'RUNNING' and started_by <> 'nobody'"))
                .isBetween(100L, 101L);
        assertThat(count("from device_job where subject = 'another'")).isEqualTo(50);
        assertThat(
                        count(
                                "from device_job_refusal r join device_job j using (catalog_id, job_id) where j.subject <> 'another'"))
                .isBetween(18L, 19L);
        assertThat(
                        count(
                                "from device_job_refusal r join device_job j using (catalog_id, job_id) where j.subject = 'another'"))
                .isEqualTo(19);
    }

    /** A catalog keeps the refused devices of its newest 100 jobs. */
    @Test
    void the_newest_thousand_jobs_of_a_catalog_are_kept() throws SQLException {
        more("'person ' || n", 1_100);

        begin("second");

        assertThat(count("from device_job")).isBetween(1_000L, 1_002L);
        assertThat(count("from device_job_refusal")).isBetween(97L, 99L);
    }

    /** Starts a job. */
    private void begin(String reason) {
        Operator.in(fleet.catalog(), "owner")
                .post(
                        fleet.path("device-jobs/tag"),
                        Map.of(
                                "devices",
                                Map.of("deviceIds", List.of(chips.getFirst().text())),
                                "add",
                                List.of("lab"),
                                "reason",
                                reason))
                .statusCode(202);
    }

    /** Adds ended jobs. {@code subject} is the SQL expression for their starter; {@code n} counts the jobs. */
    private void more(String subject, int jobs) throws SQLException {
        new ListedDevices(fleet, database)
                .run(MORE.replace("SUBJECT", subject).replace("JOBS", Integer.toString(jobs)));
    }

    /** Counts the catalog's rows. {@code rows} is the SQL from the clause {@code from} on. */
    private long count(String rows) throws SQLException {
        String where = rows.contains(" where ") ? " and " : " where ";
        String here = rows.contains(" j ") ? "j.catalog_id" : "catalog_id";
        return Long.parseLong(new ListedDevices(fleet, database)
                .texts("count(*)", rows + where + here + " = current_catalog_id()")
                .getFirst());
    }
}
