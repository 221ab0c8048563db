package dev.holdfast.ui.fake;

import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.client.OperatorProblem;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;

/** The entity tag of something that somebody else changes whenever a test says so. */
public final class FakeTag {
    private int version = 1;

    /** Answers with what has the tag. */
    public <T> RestResponse<T> on(T found) {
        return RestResponse.ResponseBuilder.ok(found)
                .header(HttpHeaders.ETAG, text())
                .build();
    }

    /** Lets somebody else change it. */
    public void overtake() {
        version++;
    }

    /** Fails unless a change names the tag, and makes another one. */
    public void change(String tag) {
        if (!tag.equals(text())) {
            throw new OperatorProblem(Problem.of(
                    ProblemType.CHANGED_MEANWHILE,
                    "Someone else changed it since you read it. Nothing was changed.",
                    "req-412"));
        }
        version++;
    }

    private String text() {
        return '"' + Integer.toString(version) + '"';
    }
}
