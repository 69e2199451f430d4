/** What this is, whose work it stands on, and on what terms. */
export function About() {
  return (
    <article class="wrap-anywhere page-narrow prose">
      <h1 class="title text-3xl">About Emberhall</h1>
      <p>
        Emberhall is a game table on the web: a party of players, one link, and a dungeon master that is a person, a
        machine, or both. The machine may say anything; only the table decides what is true. Rules run in code, every
        fact is an event in a log that can be replayed and exported, and every die is signed.
      </p>
      <h2 class="title title-sm mt-8">The dice</h2>
      <p>
        Before play begins the table seals all its dice and publishes the seal. Each roll opens one link of a chain that
        was fixed beforehand and mixes in chance of your own. With the downloaded log and the table’s public key anyone
        can prove, without a network, that no die was chosen, dropped or rolled twice. <a href="/verify">Check a log</a>
        .
      </p>
      <h2 class="title title-sm mt-8">The dungeon master</h2>
      <p>
        The Oracle, which runs tables on its own, is no AI: it is a set of rules and a grammar, and it says so wherever
        it speaks. A person can take over at any moment, and hand back.
      </p>
      <h2 class="title title-sm mt-8">Licences</h2>
      <p>Emberhall is free software under the MIT licence. Its stories, people, places and pictures are original.</p>
      <p>
        The <i>d20</i> rules follow the mechanics of the System Reference Document 5.2.1. This work includes material
        from the System Reference Document 5.2.1 (“SRD 5.2.1”) by Wizards of the Coast LLC, available at
        https://www.dndbeyond.com/srd. The SRD 5.2.1 is licensed under the Creative Commons Attribution 4.0
        International License, available at https://creativecommons.org/licenses/by/4.0/legalcode.
      </p>
      <p>
        Type is set in Alegreya by Juan Pablo del Peral (Huerta Tipográfica) and Hanken Grotesk by Alfredo Marco Pradil
        and contributors, both under the SIL Open Font License 1.1, <a href="/fonts/OFL.txt">included here</a>.
      </p>
    </article>
  );
}
