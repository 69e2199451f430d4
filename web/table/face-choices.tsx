import { Show } from "solid-js";
import { SelectField } from "../parts/field.tsx";
import type { HeroChoices, LookChoice, Making } from "../state/hero-draft.ts";

/** Hair, clothes and marks, each a list; the picture beside them follows. */
export function FaceChoices(props: {
  making: Making;
  hero: HeroChoices;
  onChange: (more: Partial<HeroChoices>) => void;
}) {
  const looks = () => props.making.looks;
  const skins = () => props.making.peoples.find(({ id }) => id === props.hero.peopleId)?.skins ?? [];
  const choose = (more: LookChoice) => props.onChange({ look: { ...props.hero.look, ...more } });
  const named = (list: readonly string[]) => list.map((value) => ({ value, label: value }));
  return (
    <div class="maker-looks">
      <SelectField
        label="Build"
        options={named(looks().builds)}
        value={props.hero.look.build}
        onChange={(ev) => choose({ build: ev.currentTarget.value as LookChoice["build"] })}
      />
      <SelectField
        label="Age"
        options={named(looks().ages)}
        value={props.hero.look.age}
        onChange={(ev) => choose({ age: ev.currentTarget.value as LookChoice["age"] })}
      />
      <SelectField
        label="Hair"
        options={named(looks().hair)}
        value={props.hero.look.hair}
        onChange={(ev) => choose({ hair: ev.currentTarget.value })}
      />
      <SelectField
        label="Mark"
        options={named(looks().marks)}
        value={props.hero.look.mark}
        onChange={(ev) => choose({ mark: ev.currentTarget.value as LookChoice["mark"] })}
      />
      <SelectField
        label="Clothes"
        options={[{ value: "", label: "as the calling" }, ...named(looks().garbs)]}
        value={props.hero.look.garb ?? ""}
        onChange={(ev) => choose({ garb: (ev.currentTarget.value || undefined) as LookChoice["garb"] })}
      />
      <SelectField
        label="Colour"
        options={looks().accents.map(({ name, colour }) => ({ value: colour, label: name }))}
        value={props.hero.look.accent}
        onChange={(ev) => choose({ accent: ev.currentTarget.value })}
      />
      <Show when={skins().length > 1}>
        <SelectField
          label="Skin"
          options={skins().map((skin, index) => ({ value: String(skin), label: `Tone ${index + 1}` }))}
          value={String(props.hero.look.skin ?? skins()[0] ?? 0)}
          onChange={(ev) => choose({ skin: Number(ev.currentTarget.value) })}
        />
      </Show>
    </div>
  );
}
