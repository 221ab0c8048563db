package dev.holdfast.sim.fault;

import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.sim.agent.Attestation;

/** The device signs a nonce of its own. The gateway gets signed evidence over an invented nonce. */
public record WrongNonce() implements LivedFault {
    /** Its name in scenarios. */
    public static final String NAME = "wrong-nonce";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void begin(Patient device) {
        device.body().conduct().testimony((honest, nonce) -> honest.answer(another(nonce)));
        device.body().powerOff();
        device.body().powerOn();
    }

    @Override
    public void end(Patient device) {
        device.body().conduct().testimony(Attestation::answer);
    }

    private static Nonce another(Nonce nonce) {
        return Nonce.of(Digest.sha256(nonce.bytes()).bytes());
    }
}
