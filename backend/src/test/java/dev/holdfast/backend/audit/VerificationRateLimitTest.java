package dev.holdfast.backend.audit;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.contract.problem.ProblemType;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Limits of concurrent verifications. A lock on the table of checkpoints keeps verifications running until the test releases it. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class VerificationRateLimitTest {
    /** Counts the verifications that wait for the table of checkpoints. */
    private static final String WAITING = """
            select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
              and query like 'select checkpoint from audit_checkpoint%'""";

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    /** One verification of a catalog runs at a time, and two in all. */
    @Test
    void concurrent_verifications_are_limited() throws Exception {
        Fleet one = Fleet.create();
        Fleet other = Fleet.create();
        Fleet third = Fleet.create();

        try (ExecutorService requests = Executors.newFixedThreadPool(2);
                Connection holder = owner.getConnection();
                Statement lock = holder.createStatement()) {
            holder.setAutoCommit(false);
            lock.execute("lock table audit_checkpoint in access exclusive mode");
            Future<ValidatableResponse> first = requests.submit(() -> verification(one));
            awaitReaders(1);
            refused(one);
            Future<ValidatableResponse> second = requests.submit(() -> verification(other));
            awaitReaders(2);
            refused(third);
            holder.commit();

            first.get().statusCode(200).body("intact", equalTo(true));
            second.get().statusCode(200).body("intact", equalTo(true));
        }
        verification(one).statusCode(200);
        verification(third).statusCode(200);
    }

    /** Requests the verification of a catalog's log. */
    private static ValidatableResponse verification(Fleet fleet) {
        return fleet.owner().get(fleet.path("audit/verification"));
    }

    private static void refused(Fleet fleet) {
        verification(fleet)
                .statusCode(429)
                .header("Retry-After", matchesPattern("[1-9][0-9]*"))
                .body("type", equalTo(ProblemType.RATE_LIMITED.uri()))
                .body("detail", containsString("are being verified"));
    }

    /** Waits until {@code expected} verifications wait for the lock. */
    private void awaitReaders(int expected) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            int waiting;
            do {
                try (ResultSet found = statement.executeQuery(WAITING)) {
                    found.next();
                    waiting = found.getInt(1);
                }
            } while (waiting < expected);
        }
    }
}
