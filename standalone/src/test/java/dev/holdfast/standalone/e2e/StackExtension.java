package dev.holdfast.standalone.e2e;

import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the {@link Stack} of the demo and its {@link Browsers}. Starts the installation for the first test, and stops it after the
 * last one. After each test, fails if the operator API gave a response that differs from its OpenAPI document.
 */
final class StackExtension implements ParameterResolver, AfterEachCallback {
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

    @Override
    public void afterEach(ExtensionContext context) {
        Start start = context.getRoot().getStore(NAMESPACE).get(Start.class, Start.class);
        if (start != null) {
            start.started().ifPresent(stack -> stack.api().requireDocumented());
        }
    }

    /**
     * Result of starting the installation. A failed start is not repeated, and all tests fail with its message.
     *
     * @param started the installation, empty if the start failed
     * @param failure message of the failure, or empty
     */
    private record Start(Optional<Stack> started, String failure) implements AutoCloseable {
        static Start attempt() {
            ProcessArguments.watch();
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
