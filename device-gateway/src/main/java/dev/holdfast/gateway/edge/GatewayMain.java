package dev.holdfast.gateway.edge;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the gateway. */
@QuarkusMain
public final class GatewayMain {
    private GatewayMain() {}

    /**
     * Starts the gateway, and returns when it has ended.
     *
     * @param arguments none
     */
    public static void main(String... arguments) {
        // Without this property, Quarkus answers a path that cannot be decoded with an empty 400. With it, DeviceGate
        // refuses the request like every other. Unit tests get the property from the POM.
        System.setProperty("vertx.disableURIValidation", "true");
        Quarkus.run(arguments);
    }
}
