package dev.holdfast.ui.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Makes every answer of 400 and above an {@link OperatorProblem}, whether or not its body is a problem document. */
public final class ProblemReader implements ResponseExceptionMapper<OperatorProblem> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FIRST_ERROR = 400;

    @Override
    public boolean handles(int status, MultivaluedMap<String, Object> headers) {
        return status >= FIRST_ERROR;
    }

    @Override
    public OperatorProblem toThrowable(Response response) {
        return new OperatorProblem(read(response.getStatus(), response.readEntity(String.class)));
    }

    static Problem read(int status, @Nullable String body) {
        if (body != null && body.startsWith("{")) {
            try {
                Problem problem = JSON.readValue(body, Problem.class);
                if (problem.title() != null) {
                    return problem;
                }
            } catch (JsonProcessingException notAProblemDocument) {
                return of(status);
            }
        }
        return of(status);
    }

    private static Problem of(int status) {
        ProblemType type = Arrays.stream(ProblemType.values())
                .filter(known -> known.status() == status)
                .findFirst()
                .orElse(ProblemType.INTERNAL);
        return Problem.of(type, "The operator API answered with status " + status + " and did not say more.", null);
    }
}
