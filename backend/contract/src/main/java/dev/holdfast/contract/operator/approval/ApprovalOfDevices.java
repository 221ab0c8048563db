package dev.holdfast.contract.operator.approval;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.holdfast.contract.id.DeviceId;
import java.util.List;

/**
 * Approval request for an operation on devices.
 *
 * @param approval approval request; its members are siblings of {@code notFound} in JSON
 * @param notFound requested devices that the catalog does not have; the approval does not cover them
 */
public record ApprovalOfDevices(@JsonUnwrapped ApprovalView approval, List<DeviceId> notFound) {
    /** Copies the list. */
    public ApprovalOfDevices {
        notFound = List.copyOf(notFound);
    }
}
