package dev.holdfast.sim.fault;

import dev.holdfast.sim.agent.Attestation;

/** The device signs another nonce than the nonce of the challenge. The gateway gets signed evidence over this invented nonce. */
public record WrongNonce() implements RuntimeFault {
    /** Name of the fault in scenarios. */
    public static final String NAME = "wrong-nonce";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void begin(FaultyDevice device) {
        device.control().behavior().evidenceSource(Attestation::answerAnother);
        device.control().powerOff();
        device.control().powerOn();
    }

    @Override
    public void end(FaultyDevice device) {
        device.control().behavior().evidenceSource(Attestation::answer);
    }
}
