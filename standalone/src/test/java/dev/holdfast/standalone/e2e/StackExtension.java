package dev.holdfast.standalone.e2e;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the installation at the first test that needs it, and stops it after the last. */
final class StackExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(StackExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Stack.class || type == Browsers.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext.Store store = context.getRoot().getStore(NAMESPACE);
        Stack stack = store.computeIfAbsent(Start.class, _ -> Start.attempt(), Start.class)
                .stack();
        if (parameter.getParameter().getType() == Stack.class) {
            return stack;
        }
        return store.computeIfAbsent(Browsers.class, _ -> new Browsers(stack), Browsers.class);
    }

    /** A single attempt to start for all tests. A failed start is not repeated. */
    private record Start(Optional<Stack> started, String failure) implements AutoCloseable {
        static Start attempt() {
            try {
                return new Start(Optional.of(Stack.demo()), "");
            } catch (AssertionError e) {
                return new Start(Optional.empty(), String.valueOf(e.getMessage()));
            }
        }

        Stack stack() {
            return started.orElseThrow(() -> new AssertionError(failure));
        }

        @Override
        public void close() {
            started.ifPresent(Stack::close);
        }
    }
}
