package dev.holdfast.contract.operator.approval;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.holdfast.contract.id.DeviceId;
import java.util.List;

/**
 * An act on devices that was asked for and waits for a second person.
 *
 * @param approval what waits; on the wire its members stand beside {@code notFound}
 * @param notFound devices that were named and that it is not about, because the catalog has none such; nobody is asked about them
 */
public record ApprovalOfDevices(@JsonUnwrapped ApprovalView approval, List<DeviceId> notFound) {
    /** Copies the list. */
    public ApprovalOfDevices {
        notFound = List.copyOf(notFound);
    }
}
