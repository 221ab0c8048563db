package dev.holdfast.ui.component;

import com.vaadin.flow.component.html.Code;
import dev.holdfast.contract.id.DeviceId;

/** A whole device ID, 128 digits, allowed to break over lines. */
public final class DeviceIdText extends Code {
    /** Shows it. */
    public DeviceIdText(DeviceId id) {
        super(id.text());
        addClassName("hf-device-id");
    }
}
