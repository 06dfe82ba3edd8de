package org.wsol.core.download;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Selects proxies as command line tools do: from {@code https_proxy}, {@code http_proxy}, {@code all_proxy} and {@code
 * no_proxy}, in lower or upper case. If none of them applies, Java's own settings are used.
 */
final class EnvironmentProxies extends ProxySelector {
    private static final int DEFAULT_PORT = 80;

    private final Map<String, String> environment;
    private final ProxySelector otherwise;

    EnvironmentProxies(Map<String, String> environment, ProxySelector otherwise) {
        this.environment = Map.copyOf(environment);
        this.otherwise = otherwise;
    }

    @Override
    public List<Proxy> select(URI address) {
        if (isExcepted(address)) {
            return List.of(Proxy.NO_PROXY);
        }
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        return variable(scheme + "_proxy")
                .or(() -> variable("all_proxy"))
                .map(proxy -> List.of(proxy(proxy)))
                .orElseGet(() -> otherwise.select(address));
    }

    private boolean isExcepted(URI address) {
        String host = address.getHost().toLowerCase(Locale.ROOT);
        return variable("no_proxy").stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
                .filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> entry.equals("*")
                        || host.equals(entry)
                        || host.endsWith("." + entry)
                        || (host + ":" + address.getPort()).equals(entry));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
                .filter(value -> !value.isBlank());
    }

    private static Proxy proxy(String text) {
        URI proxy = URI.create(text.contains("://") ? text : "http://" + text);
        if (proxy.getHost() == null) {
            throw new IllegalArgumentException("'" + text + "' is not a proxy address; expected host:port");
        }
        int port = proxy.getPort() < 0 ? DEFAULT_PORT : proxy.getPort();
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port));
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException problem) {
        // The request itself fails with the same problem.
    }
}
