package dev.holdfast.backend.tenancy.isolation;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.Schedule;
import dev.holdfast.backend.installation.Tokens;
import dev.holdfast.backend.platform.db.CatalogId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * An operation and its audit entry are one transaction: if the database refuses the entry, the operation has no effect. The column {@code
 * entry} of {@code expected-responses.csv} lists the operations. Another person then sends the same request, to show that it is valid.
 */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class AuditedOperationsTest {
    private static final ExpectedResponses EXPECTED = ExpectedResponses.read();
    /** Status of an internal error: the trigger refused the entry. */
    private static final int FAILED = 500;

    /** Keys of resources that only their creator can end, so another person's request for them fails. */
    private static final Set<String> OF_ONE_PERSON = Set.of("device-views/id", "to withdraw");

    @Inject
    SampleCatalogs samples;

    @Inject
    CatalogRows state;

    @Inject
    Schedule schedule;

    @Test
    void every_operation_has_an_audit_entry() {
        SoftAssertions softly = new SoftAssertions();
        SampleIds installation = InstallationSampleIds.create();
        SampleCatalogs.Catalog catalog = samples.create();
        String name = "unheard-of-" + catalog.secret();
        Operator unheard = new Operator(Tokens.of(name, "/installation/owner"));
        String other = "heard-of-" + catalog.secret();
        Operator heard = new Operator(Tokens.of(other, "/installation/owner"));
        SampleIds ids = samples.of(catalog, unheard, name);
        samples.of(catalog, heard, other);
        // Otherwise, rollouts take their next step in the midst of an operation.
        schedule.pause();
        state.change(
                "create function refuse_entry() returns trigger language plpgsql as $$ begin raise exception 'no entry'; end $$",
                "create trigger refuse_entry before insert on audit_entry for each row when (new.actor = '" + name
                        + "') execute function refuse_entry()");
        try {
            for (Request request : Request.all()) {
                if (!request.reads() && EXPECTED.leavesEntry(request.operation())) {
                    CatalogId where = request.isInCatalog() ? catalog.id() : CatalogId.INSTALLATION;
                    SampleIds about = request.isInCatalog() ? ids : installation;
                    samples.finishJobs(catalog.id());
                    Map<String, String> before = state.of(where);
                    HttpResponse<String> answer = Client.ask(unheard, request, about);
                    softly.assertThat(answer.statusCode())
                            .as("%s: %s", request, answer.body())
                            .isEqualTo(FAILED);
                    softly.assertThat(state.of(where)).as(request.toString()).isEqualTo(before);
                    HttpResponse<String> good = Client.ask(heard, request, about);
                    softly.assertThat(ExpectedResponses.isSuccess(good.statusCode())
                                    || request.ids().stream().anyMatch(OF_ONE_PERSON::contains))
                            .as("%s by somebody else: %s", request, good.body())
                            .isTrue();
                }
            }
        } finally {
            schedule.resume();
            state.change("drop trigger refuse_entry on audit_entry", "drop function refuse_entry()");
        }
        softly.assertAll();
    }
}
