/** Who can read what, in plain words, and what one can do about it. */
export function Privacy() {
  return (
    <article class="wrap-anywhere page-narrow prose">
      <h1 class="title text-3xl">Who can read what</h1>
      <p>
        Emberhall asks for a name and nothing else: no e-mail address, no password, no telephone number. There are no
        advertisements and no trackers, and no page here fetches anything from another place. Whoever plays is thirteen
        or older.
      </p>
      <h2 class="title title-sm mt-8">At a table</h2>
      <ul>
        <li>
          <b>What you say and do</b> stands in the log of that table. Everybody who has a place at it can read it,
          replay it and export it, also later.
        </li>
        <li>
          <b>A whisper</b> is for whom it names. <b>Notes and hidden rolls</b> are for whoever sits behind the screen.
          Nobody else is sent them; their browser never has them.
        </li>
        <li>
          <b>Stopping play with the X</b> stores no name. <b>A report</b> goes to those who run the table, with yours.
        </li>
        <li>
          <b>Files</b> brought to a table are for whoever runs it, until they open them to the players.
        </li>
        <li>
          <b>A link</b> tells what the owner of the table allows, and never who sits there.
        </li>
      </ul>
      <h2 class="title title-sm mt-8">The machine</h2>
      <p>
        The Oracle runs on this server and asks nobody. Where a table has a language model, what is said there goes to
        the company or the computer that runs it; the badge beside the title names it, and “What the DM saw” shows what
        it was given. Your name goes with your words; nothing else about you does.
      </p>
      <h2 class="title title-sm mt-8">Whoever keeps this server</h2>
      <p>
        Whoever keeps this server holds its database. They can export a table with everything in it, and each time they
        do, the reason is written down. Networks are seen by the company whose computers this runs on; Emberhall itself
        stores no address you come from.
      </p>
      <h2 class="title title-sm mt-8">How long</h2>
      <p>
        Tables, characters and files are kept until somebody deletes them. A sign-in lasts a month after you last came,
        and ninety days at most; with nothing but a name, a year. The trail of who changed roles, links and files is
        kept for a year, with ids and no names. Prompts of the machine are kept for the last three hundred turns of a
        table.
      </p>
      <h2 class="title title-sm mt-8">What you can do</h2>
      <p>
        In <a href="/settings">settings</a> you can download everything about you, see what was done with your account,
        and erase yourself. Then your words are taken out of every table, with whatever repeats them, and your files go;
        tables that were yours alone are gone, others go on without you. The results of dice stay, with the label a roll
        was given, because others’ proofs rest on them; so does the title of a table that others still play at. Exports
        that somebody made before are theirs, and out of our reach.
      </p>
    </article>
  );
}
