package dev.holdfast.backend.tenancy.command;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.approval.ApprovalOfDevices;
import dev.holdfast.contract.operator.approval.ApprovalView;
import java.util.List;
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
        return answer(RestResponse.Status.OK);
    }

    /** Returns 201 with the result, or 202 with the pending request. */
    default RestResponse<Object> created() {
        return answer(RestResponse.Status.CREATED);
    }

    private RestResponse<Object> answer(RestResponse.Status done) {
        return switch (this) {
            case Done<R>(R result) -> RestResponse.status(done, result);
            case AwaitingApproval<R>(ApprovalView approval, List<DeviceId> notFound) ->
                RestResponse.status(
                        RestResponse.Status.ACCEPTED,
                        notFound == null ? approval : new ApprovalOfDevices(approval, notFound));
        };
    }
}
