package dev.holdfast.ui.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

/** Converts responses and exceptions to problem documents. */
class ProblemsTest {
    @Test
    void a_problem_document_is_read_unchanged() {
        Problem problem = ProblemReader.read(409, """
                {"type":"/api/problems#conflict","title":"Taken","status":409,"detail":"Choose another.",
                 "requestId":"r-1","errors":[{"field":"name","message":"is taken"}],"later":"ignored"}""");

        assertThat(problem.title()).isEqualTo("Taken");
        assertThat(problem.requestId()).isEqualTo("r-1");
        assertThat(problem.errors()).containsExactly(new Problem.FieldError("name", "is taken"));
    }

    @Test
    void a_response_without_a_problem_document_still_has_a_type() {
        assertThat(ProblemReader.read(404, "<html>").type()).isEqualTo(ProblemType.NOT_FOUND.uri());
        assertThat(ProblemReader.read(403, "{not json").type()).isEqualTo(ProblemType.FORBIDDEN.uri());
        assertThat(ProblemReader.read(502, null).detail()).contains("502");
    }

    @Test
    void devices_left_out_of_an_approval_request_are_read() {
        DeviceId device = DeviceId.parse("5a".repeat(64));

        assertThat(ProblemReader.notFound(
                        "{\"operation\":\"BLOCK_MANY_DEVICES\",\"notFound\":[\"" + device.text() + "\"]}"))
                .containsExactly(device);
        assertThat(ProblemReader.notFound("{\"operation\":\"START_DEPLOYMENT\"}"))
                .isEmpty();
        assertThat(ProblemReader.notFound(null)).isEmpty();
    }

    @Test
    void a_request_for_approval_differs_from_a_started_job() {
        MultivaluedHashMap<String, Object> followed = new MultivaluedHashMap<>();
        followed.add("location", "/api/v1/catalogs/contoso/device-jobs/1");

        assertThat(new ProblemReader().handles(202, new MultivaluedHashMap<>())).isTrue();
        assertThat(new ProblemReader().handles(202, followed)).isFalse();
        assertThat(new ProblemReader().handles(201, new MultivaluedHashMap<>())).isFalse();
    }

    @Test
    void an_unavailable_backend_differs_from_a_failure_of_the_console() {
        Throwable away = new RuntimeException(new ProcessingException(new ConnectException("refused")));

        assertThat(Problems.of(away).type()).isEqualTo(ProblemType.UNAVAILABLE.uri());
        assertThat(Problems.isConsoleFault(away)).isFalse();
        assertThat(Problems.isConsoleFault(new IllegalStateException("bug"))).isTrue();
    }

    @Test
    void an_api_error_is_found_in_the_causes() {
        Problem refusal = Problem.of(ProblemType.FORBIDDEN, "Ask an owner.", "r-2");

        assertThat(Problems.of(new RuntimeException(new OperatorProblem(refusal))))
                .isEqualTo(refusal);
    }
}
