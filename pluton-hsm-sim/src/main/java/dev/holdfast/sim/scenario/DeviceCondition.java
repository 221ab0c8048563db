package dev.holdfast.sim.scenario;

import dev.holdfast.sim.agent.AgentStatus;
import dev.holdfast.sim.agent.DeviceState;
import dev.holdfast.sim.mt3620.guardian.Health;
import java.util.Locale;
import java.util.Optional;

/** A condition on a device. */
public sealed interface DeviceCondition {
    /** Returns whether the device meets the condition. */
    boolean matches(AgentStatus device);

    /** Returns words that follow a number of devices, such as {@code with finding debug-enabled}. */
    String text();

    /** The device is in this state. */
    record InState(DeviceState state) implements DeviceCondition {
        @Override
        public boolean matches(AgentStatus device) {
            return device.state() == state;
        }

        @Override
        public String text() {
            return state.name().toLowerCase(Locale.ROOT);
        }
    }

    /** The last attestation result has a finding with this code. */
    record HasFinding(String code) implements DeviceCondition {
        @Override
        public boolean matches(AgentStatus device) {
            return device.findings().stream().anyMatch(found -> found.code().equals(code));
        }

        @Override
        public String text() {
            return "with finding " + code;
        }
    }

    /** The device booted more often than this since the fleet was loaded. */
    record BootedMoreThan(int times) implements DeviceCondition {
        @Override
        public boolean matches(AgentStatus device) {
            return device.boots() > times;
        }

        @Override
        public String text() {
            return "booted more than " + times + " times";
        }
    }

    /** If {@code is} is true, no attempt failed since the last successful attestation or poll; otherwise one did. */
    record GatewayReachable(boolean is) implements DeviceCondition {
        @Override
        public boolean matches(AgentStatus device) {
            return is == device.lastError().isEmpty();
        }

        @Override
        public String text() {
            return is ? "in touch" : "out of touch";
        }
    }

    /** The guarded equipment has this health. */
    record HasEquipment(Health health) implements DeviceCondition {
        @Override
        public boolean matches(AgentStatus device) {
            return device.equipment().equals(Optional.of(health));
        }

        @Override
        public String text() {
            return "with " + health.name().toLowerCase(Locale.ROOT) + " equipment";
        }
    }

    /**
     * An event happened at least once since the fleet was loaded, or never.
     *
     * @param expected true for at least once, false for never
     */
    record HasEvent(Event event, boolean expected) implements DeviceCondition {
        @Override
        public boolean matches(AgentStatus device) {
            long times = switch (event) {
                case UPDATED -> device.updatesInstalled();
                case RETURNED -> device.returns();
                case NEW_KEYSTORE -> device.keystoreUpdates();
                case DEFERRED -> device.deferrals();
                case POWERED_DOWN -> device.powerDowns();
                case LOST_TOUCH -> device.failures();
            };
            return expected == times > 0;
        }

        @Override
        public String text() {
            return (expected ? "" : "not ") + event.words;
        }
    }

    /** Events that a scenario can expect. */
    enum Event {
        /** Confirmed an update. */
        UPDATED("updated"),
        /** Returned to the images before an update. */
        RETURNED("returned to the images before"),
        /** Booted with a newer trusted keystore. */
        NEW_KEYSTORE("with a new keystore"),
        /** The application deferred an update. */
        DEFERRED("with a deferred update"),
        /** The application powered the device down. */
        POWERED_DOWN("powered down"),
        /** An attempt failed, usually a request to the gateway. */
        LOST_TOUCH("that lost touch");

        private final String words;

        Event(String words) {
            this.words = words;
        }

        /** Returns the key in scenarios. */
        String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
