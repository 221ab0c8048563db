package dev.holdfast.backend.platform.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Paths of the operator API with their methods, to tell 405 from the framework's 404. */
@ApplicationScoped
public class KnownPaths {
    private static final Pattern PARAMETER = Pattern.compile("\\{\\w+(: *(\\.\\+))?}(.*)");

    private final Map<String, Known> paths = new HashMap<>();

    KnownPaths(BeanManager beans) {
        for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            Path base = bean.getBeanClass().getAnnotation(Path.class);
            if (base != null) {
                for (Method operation : bean.getBeanClass().getDeclaredMethods()) {
                    add(base.value(), operation);
                }
            }
        }
    }

    /**
     * Path with its methods.
     *
     * @param pattern pattern that matches it
     * @param methods allowed methods, in order
     */
    private record Known(Pattern pattern, Set<String> methods) {
        boolean matches(String path) {
            return pattern.matcher(path).matches();
        }
    }

    /** Returns the allowed methods of a path, in order; none when it does not exist. */
    Set<String> methods(String path) {
        Set<String> found = new TreeSet<>();
        paths.values().stream().filter(known -> known.matches(path)).forEach(known -> found.addAll(known.methods()));
        return found;
    }

    private void add(String base, Method operation) {
        method(operation).ifPresent(name -> {
            Path rest = operation.getAnnotation(Path.class);
            String template = rest == null ? base : base + "/" + rest.value();
            paths.computeIfAbsent(template, path -> new Known(pattern(path), new TreeSet<>()))
                    .methods()
                    .add(name);
        });
    }

    private static Optional<String> method(Method operation) {
        return Arrays.stream(operation.getAnnotations())
                .map(Annotation::annotationType)
                .map(type -> type.getAnnotation(HttpMethod.class))
                .flatMap(Stream::ofNullable)
                .map(HttpMethod::value)
                .findFirst();
    }

    private static Pattern pattern(String template) {
        List<String> segments = Stream.of(template.split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(segment -> {
                    Matcher parameter = PARAMETER.matcher(segment);
                    if (!parameter.matches()) {
                        return Pattern.quote(segment);
                    }
                    return (parameter.group(1) == null ? "[^/]+" : ".+") + Pattern.quote(parameter.group(3));
                })
                .toList();
        return Pattern.compile("/" + String.join("/", segments) + "/?");
    }
}
