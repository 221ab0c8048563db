package dev.holdfast.backend.tenancy.command;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.approval.ApprovalOfDevices;
import dev.holdfast.contract.operator.approval.ApprovalView;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Outcome of a command that may need approval.
 *
 * @param <R> result of the command
 */
public sealed interface Outcome<R> {
    record Done<R>(R result) implements Outcome<R> {}

    /**
     * The command waits for approval.
     *
     * @param approval pending request
     * @param notFound devices of the request that the catalog does not have; null when the response does not list them
     */
    record AwaitingApproval<R>(
            ApprovalView approval, @Nullable List<DeviceId> notFound) implements Outcome<R> {}

    /** Returns 200 with the result, or 202 with the pending request. */
    default RestResponse<Object> ok() {
        return answer(RestResponse::ok);
    }

    /** Returns 200 with the result and its entity tag, or 202 with the pending request. */
    default RestResponse<Object> tagged(Function<R, String> tag) {
        return answer(result -> EntityTag.ok(result, tag.apply(result)));
    }

    /**
     * Returns 201 with the result, or 202 with the pending request.
     *
     * @param name path of the result below that of the request
     * @param tag entity tag of the result
     */
    default RestResponse<Object> created(UriInfo request, Function<R, Object> name, Function<R, String> tag) {
        return answer(result -> EntityTag.created(request, name.apply(result), result, tag.apply(result)));
    }

    private RestResponse<Object> answer(Function<R, RestResponse<Object>> done) {
        return switch (this) {
            case Done<R>(R result) -> done.apply(result);
            case AwaitingApproval<R>(ApprovalView approval, List<DeviceId> notFound) ->
                RestResponse.status(
                        RestResponse.Status.ACCEPTED,
                        notFound == null ? approval : new ApprovalOfDevices(approval, notFound));
        };
    }
}
