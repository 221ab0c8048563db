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

/** Turns errors (400 and above) into an {@link OperatorProblem}, and a 202 that requests approval into an {@link ApprovalNeeded}. */
public final class ProblemReader implements ResponseExceptionMapper<RuntimeException> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FIRST_ERROR = 400;
    private static final int ACCEPTED = 202;

    @Override
    public boolean handles(int status, MultivaluedMap<String, Object> headers) {
        // A 202 with a location started a job instead.
        return status >= FIRST_ERROR || (status == ACCEPTED && !isJob(headers));
    }

    private static boolean isJob(MultivaluedMap<String, Object> headers) {
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

    /** Returns the devices in {@code notFound} of a 202; none if the body has no such list. */
    static List<DeviceId> notFound(@Nullable String body) {
        try {
            List<DeviceId> devices = new ArrayList<>();
            JSON.readTree(body == null ? "" : body)
                    .path("notFound")
                    .forEach(device -> devices.add(DeviceId.parse(device.asText())));
            return devices;
        } catch (JsonProcessingException noList) {
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
        return Problems.own(type, "problem.no-document", status);
    }
}
