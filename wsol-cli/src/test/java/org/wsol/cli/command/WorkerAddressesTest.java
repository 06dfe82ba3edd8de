package org.wsol.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.wsol.core.InvalidInputException;

class WorkerAddressesTest {

    @Test
    void readsRankAndAddresses() {
        WorkerAddresses read = new WorkerAddresses.Converter().convert("1@10.0.0.1:4000,far.example:5000");
        assertThat(read.rank()).isEqualTo(1);
        assertThat(read.addresses()).hasSize(2);
        assertThat(read.addresses().get(1).getHostString()).isEqualTo("far.example");
        assertThat(read.addresses().get(1).getPort()).isEqualTo(5000);
    }

    @Test
    void rejectsRequestsWithoutAToken() {
        assertThatThrownBy(() ->
                        new WorkerAddresses.Converter().convert("0@a:1,b:2").open())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("WSOL_EXCHANGE_TOKEN");
    }
}
