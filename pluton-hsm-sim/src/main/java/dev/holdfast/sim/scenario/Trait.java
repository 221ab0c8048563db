package dev.holdfast.sim.scenario;

import dev.holdfast.sim.agent.AgentStatus;
import dev.holdfast.sim.agent.DeviceState;
import dev.holdfast.sim.mt3620.guardian.Health;
import java.util.Locale;
import java.util.Optional;

/** Something that may be so of a device. */
public sealed interface Trait {
    /** Returns whether it is so. */
    boolean fits(AgentStatus device);

    /** Says it in words, to follow "three devices". */
    String text();

    /** It stands so with its service. */
    record Stands(DeviceState state) implements Trait {
        @Override
        public boolean fits(AgentStatus device) {
            return device.state() == state;
        }

        @Override
        public String text() {
            return state.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Its last attestation result has a finding with this code. */
    record HasFinding(String code) implements Trait {
        @Override
        public boolean fits(AgentStatus device) {
            return device.findings().stream().anyMatch(found -> found.code().equals(code));
        }

        @Override
        public String text() {
            return "with finding " + code;
        }
    }

    /** It booted more often than this since the fleet was loaded. */
    record BootedMoreThan(int times) implements Trait {
        @Override
        public boolean fits(AgentStatus device) {
            return device.boots() > times;
        }

        @Override
        public String text() {
            return "booted more than " + times + " times";
        }
    }

    /** Its last attempt to do something with the gateway succeeded, or not. */
    record InTouch(boolean is) implements Trait {
        @Override
        public boolean fits(AgentStatus device) {
            return is == device.lastError().isEmpty();
        }

        @Override
        public String text() {
            return is ? "in touch" : "out of touch";
        }
    }

    /** What its equipment does. */
    record Guards(Health health) implements Trait {
        @Override
        public boolean fits(AgentStatus device) {
            return device.equipment().equals(Optional.of(health));
        }

        @Override
        public String text() {
            return "with " + health.name().toLowerCase(Locale.ROOT) + " equipment";
        }
    }

    /**
     * It did something at least once since the fleet was loaded, or never.
     *
     * @param deed what
     * @param done whether it did
     */
    record Did(Deed deed, boolean done) implements Trait {
        @Override
        public boolean fits(AgentStatus device) {
            long times = switch (deed) {
                case UPDATED -> device.updatesInstalled();
                case NEW_KEYSTORE -> device.keystoresTaken();
                case DEFERRED -> device.deferrals();
                case POWERED_DOWN -> device.powerDowns();
                case LOST_TOUCH -> device.failures();
            };
            return done == times > 0;
        }

        @Override
        public String text() {
            return (done ? "" : "not ") + deed.words;
        }
    }

    /** Something that a device may do. */
    enum Deed {
        /** Took an update. */
        UPDATED("updated"),
        /** Booted with a newer trusted keystore than before. */
        NEW_KEYSTORE("on a new keystore"),
        /** Its application put an update off. */
        DEFERRED("with a deferred update"),
        /** Its application powered it down. */
        POWERED_DOWN("powered down"),
        /** Something that it tried with the gateway failed. */
        LOST_TOUCH("once out of touch");

        private final String words;

        Deed(String words) {
            this.words = words;
        }

        /** Returns its name in scenarios. */
        String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
