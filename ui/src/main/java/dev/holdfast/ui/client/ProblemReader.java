package dev.holdfast.ui.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.component.ApprovalNeeded;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * Makes every answer of 400 and above an {@link OperatorProblem}, whether or not its body is a problem document, and every 202 that
 * waits for a person a {@link ApprovalNeeded}.
 */
public final class ProblemReader implements ResponseExceptionMapper<RuntimeException> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FIRST_ERROR = 400;
    private static final int ACCEPTED = 202;

    @Override
    public boolean handles(int status, MultivaluedMap<String, Object> headers) {
        // Where something else is under way, such as a job, the answer says where to follow it.
        return status >= FIRST_ERROR || (status == ACCEPTED && !isUnderWay(headers));
    }

    private static boolean isUnderWay(MultivaluedMap<String, Object> headers) {
        return headers.keySet().stream().anyMatch(HttpHeaders.LOCATION::equalsIgnoreCase);
    }

    @Override
    public RuntimeException toThrowable(Response response) {
        if (response.getStatus() == ACCEPTED) {
            return new ApprovalNeeded(notFound(response.readEntity(String.class)));
        }
        return new OperatorProblem(
                read(response.getStatus(), response.readEntity(String.class)),
                Confirmation.of(response.getHeaderString(HttpHeaders.WWW_AUTHENTICATE))
                        .orElse(null));
    }

    static List<DeviceId> notFound(@Nullable String body) {
        try {
            List<DeviceId> devices = new ArrayList<>();
            JSON.readTree(body == null ? "" : body)
                    .path("notFound")
                    .forEach(device -> devices.add(DeviceId.parse(device.asText())));
            return devices;
        } catch (JsonProcessingException notThatOfAnAct) {
            return List.of();
        }
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
