package dev.holdfast.ui.fake;

import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.client.OperatorProblem;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;

/** The entity tag of a resource that another user can change. */
public final class FakeTag {
    private int version = 1;

    /** Returns a response with the tag. */
    public <T> RestResponse<T> on(T found) {
        return RestResponse.ResponseBuilder.ok(found)
                .header(HttpHeaders.ETAG, text())
                .build();
    }

    /** Changes the resource, as another user would. */
    public void changeAsAnotherUser() {
        version++;
    }

    /** Makes a new tag for a change. Fails if the change was sent with an outdated tag. */
    public void change(String tag) {
        if (!tag.equals(text())) {
            throw new OperatorProblem(Problem.of(
                    ProblemType.CHANGED_MEANWHILE,
                    "The resource was changed since you read it. Your change was not saved.",
                    "req-412"));
        }
        version++;
    }

    private String text() {
        return '"' + Integer.toString(version) + '"';
    }
}
