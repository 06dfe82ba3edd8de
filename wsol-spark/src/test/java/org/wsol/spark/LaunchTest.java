package org.wsol.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaunchTest {
    private final Launch launch =
            Launch.of(List.of("-Xmx1g"), List.of("Main", "execute"), Map.of("A", "1"), "/here", "/run/console.txt");

    @Test
    void groupMembersGetAllAddressesAndTheirOwnOutput() {
        List<String> addresses = List.of("one:1000", "two:2000");
        assertThat(launch.asMember(0, addresses).arguments())
                .containsExactly("Main", "execute", "--exchange=0@one:1000,two:2000");
        assertThat(launch.asMember(0, addresses).console()).isEqualTo("/run/console.txt");
        assertThat(launch.asMember(1, addresses).arguments()).endsWith("--exchange=1@one:1000,two:2000");
        assertThat(launch.asMember(1, addresses).console()).isEqualTo("/run/console-1.txt");
        assertThat(launch.arguments()).as("unchanged").hasSize(2);
    }

    @Test
    void addsEnvironmentVariables() {
        assertThat(launch.with("TOKEN", "t").environment()).isEqualTo(Map.of("A", "1", "TOKEN", "t"));
    }
}
