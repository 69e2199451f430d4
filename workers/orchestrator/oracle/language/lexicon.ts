import type { Intent } from "../../../contracts/adventure.ts";
import { baseForms } from "./inflection.ts";

/** What a verb says beyond its intent, where that decides which call is made. */
export type Tag =
  | "approach"
  | "buy"
  | "close"
  | "dash"
  | "disengage"
  | "drop"
  | "end-turn"
  | "equip"
  | "unequip"
  | "escape"
  | "greet"
  | "hide"
  | "inventory"
  | "jump"
  | "night"
  | "options"
  | "shoot"
  | "show"
  | "stabilise"
  | "stand-up"
  | "swim"
  | "tumble"
  | "throw"
  | "consume"
  | "sense"
  | "follow"
  | "state";

/** One sense of a verb: what somebody may mean by it, likeliest first. */
export interface Sense {
  readonly intents: readonly Intent[];
  readonly tag: Tag | null;
}

export interface FoundSense {
  readonly sense: Sense;
  /** Where in the words the verb stands, and how many words it takes up to its last particle. */
  readonly at: number;
  readonly length: number;
  /** Words of the phrase that are not the verb's object. */
  readonly used: readonly number[];
}

/** `_` stands for up to five words of object. A phrase is matched on dictionary forms. */
const TABLE: readonly (readonly [intents: string, phrases: string])[] = [
  [
    "look",
    "take _ in; take it all in; eye up; have a nose; suss out; drink in; marvel at; peep at; double check; look again; what does _ look like; what do _ look like; what is _ like; catch my eye; look; look at; look over; look upon; look _ over; look around; look round; look about; see; view; observe; watch; gaze; stare; glance; glimpse; behold; eye; eyeball; regard; admire; survey; scan; scout; describe; have a look; have another look; have a good look; have a peek; have a gander; get a look; get a good look; take a look; take another look; take a good look; take a peek; take a gander; take in; take stock; take note; cast _ eye; cast a glance; give _ a look; give _ a once over; size up; size _ up; check out; check _ out; show me; lay eyes; set eyes; keep an eye; gawk; ogle; spot; notice; picture; squint; peep; turn to look; run _ eye over; look to; focus on; recap; glance around; look closer",
  ],
  [
    "look,search",
    "examine; inspect; study; check; look closely; look carefully; scrutinise; scrutinize; check on; check over; consider; assess; analyse; analyze; peer; peek; look into; look up; look through; eye up; take a closer look; get a better look; get a closer look; have a closer look; what is in the; what is inside; what is under; what is behind; what is in",
  ],
  [
    "search,look",
    "look in; look inside; look under; look underneath; look beneath; look behind; look below; look within; explore; look among; look amongst; look between; poke around; snoop; snoop around; nose around; have a poke; poke about; peer under; peer behind; peer inside; peek under; peek behind; peek inside; feel inside; feel under; feel behind; reach inside; reach into; reach under; reach behind; reach in; check inside; check under; check behind; check underneath",
  ],
  [
    "search",
    "find out what _ hides; find out what _ hide; fish around; fish about; fish in; fish through; grope; grope about; grope around; grope in; grope for; stick _ hand in; stick _ hand into; stick _ arm in; put _ hand in; put _ hand into; put _ arm in; plunge _ hand; reach _ hand in; reach _ hand into; feel about; search; look for; search for; rummage; rifle; root around; root through; dig; dig through; dig around; dig in; sift; sift through; hunt for; hunt; hunt around; feel around; feel for; pat down; pat _ down; frisk; ransack; comb; comb through; scour; probe; investigate; forage; check for; check _ for; seek; seek out; scrounge; turn over; turn _ over; turn upside down; turn _ inside out; turn out; find; track; track down; examine _ for; inspect _ for; scan _ for; scan for; watch for; look around for; look _ for; poke through; poke; prod; dust for; scavenge; run _ hands; run _ fingers; give _ a search; locate; try to find; peek for; stir; empty; empty out; dump out; get to the bottom; case",
  ],
  ["search,take", "loot; plunder; pillage; raid"],
  [
    "go",
    "get going; get moving; get a move on; sally forth; wander off; push through; go exploring; slide out; go; go to; go into; go in; go through; go down; go up; go out; go back; walk; head; move; run; jog; sprint; enter; exit; leave; leave through; proceed; travel; advance; return; return to; cross; descend; ascend; make _ way; march; step; ride; wander; stroll; hurry; rush; pass by; pass through; set off; set out; continue; carry on; press on; push on; retrace; get out; get in; get into; get inside; stride; trudge; saunter; backtrack; double back; turn back; come back; come down; depart; journey; venture; take the stairs; take the door; take the path; take the road; take the passage; take the tunnel; take the way; bolt for; duck into; duck through; dive into; crawl; squeeze; squeeze through; step through; step into; step out; step inside; step outside; slip out; slip into; slip through; wade; get out of here; hit the road; move on; roll out; bounce; mosey; amble; pop; nip; skedaddle; trek; steer; lead; lead _ to; clamber down; hike; enter into; show _ way; be off; storm in; barge in; barge; cut through; go through",
  ],
  ["go|follow", "follow; tail; shadow; trail; chase; go after; pursue"],
  [
    "go|approach",
    "approach; lean in; lean in close; kneel down; kneel down by; kneel in front; crouch; crouch down; crouch in front; crouch down by; squat; squat down; stoop; bend; stand in front; sit next to; sit down next; sit down beside; pull up a chair; pull up a stool; walk up; stroll over; stroll up; saunter over; wander over; wander up; lean closer; walk up to; walk over; walk over to; go over; go over to; come to; come over; move over; move closer; move closer to; move toward; move towards; get closer; get close; step up; step up to; step closer; sidle; sidle up; sit by; sit beside; sit next; sit with; join; draw near; go up to; head over; head over to; lean on; lean over; lean against; kneel by; kneel beside; kneel before; kneel; crouch by; crouch beside; crouch over; crouch next; bend over; bend down; stand by; stand beside; go near; stand next; move near; close in; inch toward; inch towards; inch closer",
  ],
  [
    "talk",
    "come with us; come with me; come along with us; come along with me; come down with us; come down with me; come up with us; come up with me; come back with us; come back with me; trade small talk; trade gossip; trade words; trade stories; exchange words; exchange pleasantries; break the ice; catch up with; pass the time with; order an; order a; toast; cheer; talk; talk to; talk with; speak; speak to; speak with; chat; chat up; chat to; chat with; say; say to; tell; converse; address; strike up; introduce; hail; call; call to; call for; call out; call over; shout; shout at; yell; yell at; whisper; mutter; murmur; reply; answer; respond; thank; apologise; apologize; have a word; have words; have a chat; have a talk; get talking; make small talk; make conversation; engage; engage _ in conversation; discuss; mention; explain; confess; announce; gossip; greet the; start a conversation; strike up a conversation; speak up; chitchat; confide; shoot the breeze; report; warn; inform; let _ know; confront; comfort; reassure; console; joke; sing to; pray; sing",
  ],
  [
    "talk|greet",
    "greet; wave; wave to; wave at; nod; nod to; nod at; excuse me; pardon me; say hello; say hi; say hey; say good evening; say good morning; say good day; bid; smile at; smile; bow; hello; hi; hey; good evening; good morning; good day; good afternoon; greetings; howdy; well met; tip _ hat; shake hands; shake _ hand; introduce myself; raise a hand",
  ],
  [
    "ask",
    "get _ talking; get _ to talk; ask; question; inquire; enquire; query; quiz; request; wonder; grill; press _ about; press _ for; tell me; talk about; talk to _ about; talk with _ about; speak to _ about; speak with _ about; speak about; bring up; chat about; chat to _ about; chat with _ about; pump _ for; sound _ out; want to know; like to know; find out; find out from; learn about; learn from; learn; hear about; hear what; hear more; get _ to tell; bug _ about; pester; see what _ knows; see if _ knows; see what _ has to say; hear _ out; get _ story; get the story; get some answers; get answers; get info; get information; get news; follow up",
  ],
  [
    "take",
    "take; grab; get; pick up; pick _ up; collect; pocket; steal; snatch; gather; gather up; nab the; pluck; remove; retrieve; help myself; acquire; keep; scoop; scoop up; swipe; nab; nick; pinch; borrow; fetch; bag; snag; yoink; pilfer; palm; lift out; take _ out of; take _ from; pull out; pull _ out; fish out; fish _ out; claim; stash; pack; harvest; catch; stuff; reach for; reach out; accept; receive; obtain; recover; extract; relieve; hold out _ hand for",
  ],
  ["take|buy", "buy; purchase; order; rent"],
  [
    "give",
    "give; hand; hand over; hand _ over; offer; pass _ to; lend; pay; toss _ to; throw _ to; slide _ to; slide _ over; slip _ to; deliver; donate; gift; present; return _ to; bring; give back; give _ back; surrender; share; tip; feed; trade; sell; exchange; entrust; let _ have; pass _ my; pass _ the; pass _ over; pay _ back; press _ into; leave _ with; leave _ for; put _ in _ hand",
  ],
  [
    "use,give|show",
    "show; show _ to; hold up; hold _ up; hold out; wave _ in front; dangle; brandish; flash; present _ to; produce",
  ],
  [
    "use",
    "use; apply; pull; push; turn; press; ring; activate; operate; trigger; insert; stick; slot; slip _ into; slip _ in; fit; put; put _ in; put _ on; put _ into; place; set; lay; move the; move a; move _ aside; move _ away; slide; shift; lift; lift up; raise; lower; touch; knock; knock on; tap; rap; blow; play; douse; extinguish; put out; put _ out; snuff; pour; pour _ on; throw _ on; throw _ into; throw _ in; tie; fasten; attach; hang; fix; repair; mend; wind; crank; roll; rotate; spin; tug; yank; drag; shove; flip; switch; toggle; hook; plug; fill; dip; drop _ in; drop _ into; wash; clean; wipe; brush; scrape; rub; polish; sound; strike a; stoke; warm; heat; cook; smell; sniff; taste; lick; cast; sprinkle; work; try; try out; try the; make use; employ; have a go; give _ a push; give _ a shove; give _ a pull; give _ a tug; give _ a turn; give _ a try; give _ a go; give _ a shake; give _ a ring; give _ a rub; give _ a spin; give _ a tap; give _ a knock; give _ a twist; give _ a poke; give _ a wipe; ding; chime; toll; clang; jingle; jangle; start a fire; start _ fire; make a fire; make fire; build a fire; get a fire; get _ going; light a fire; twist; shake; heave; hoist; unhook; pump; return _ into; plant; bury; throw; toss; hurl; lob; fling; kiss; hug; pet; stroke; dance; interact; fiddle; mess; tinker; toy; experiment; handle; manipulate; swing the; wave the; sit down on; sit on; lie on; lie down on; stand on; lean; hold; hold on; grip; weigh; measure; compare; count; block; barricade; wedge; prop; jam; cover; wrap; heal; treat; patch up; patch _ up; bandage; tend; tend to; light up; kindle; ignite; relight; rekindle",
  ],
  [
    "use|equip",
    "light; equip; wield; draw; draw _ weapon; unsheathe; ready; don; wear; put on; strap on; take out; take _ out; get out my; get my _ out; nock; string; arm; prepare; bring out; pull out my; whip out; grab my; switch to; swap to; swap for; change to my; swap to my; raise my; heft; brandish my; get ready",
  ],
  [
    "use|unequip",
    "sheathe; unequip; put away; put _ away; take off; take _ off; doff; stow; holster; lower my; put down my; remove my; sling",
  ],
  [
    "use|consume",
    "drink; eat; quaff; gulp; swallow; down; sip; swig; chug; imbibe; take a drink; take a sip; take a swig; consume; chew; devour; have a drink; have a bite",
  ],
  ["use|close", "close; shut; lock; bar; bolt; slam; close up"],
  [
    "use|drop",
    "drop; discard; throw away; throw _ away; put down; put _ down; set down; set _ down; leave behind; leave _ behind; get rid; ditch; dump; let go",
  ],
  [
    "open",
    "let _ out; let _ loose; set _ free; raise the lid; raise _ lid; pop the lid; pop _ lid; throw wide; open; open up; unlock; unlatch; unbar; unbolt; uncover; lift the lid; lift _ lid; unwrap; untie; undo; unfasten; unseal; pull open; pull _ open; push open; push _ open; swing open; ease open; ease _ open; crack open; crack _ open; pop open; pop _ open; throw open; lift open; prise; flip open; flip _ open; unfold; uncork; unroll; unscrew; try the door; try the handle; try the latch; try the hatch; try the lid; release; free; get _ open; nudge open; slide open; open _ up; have _ open; reveal; unpack; unbuckle",
  ],
  ["pick,take", "pick"],
  [
    "pick,open",
    "pick the lock; pick _ lock; pick at the lock; lockpick; jimmy; jimmy _ open; work the lock; work _ lock; crack the lock; tinker with _ lock; tinker with the lock; fiddle with _ lock; fiddle with the lock; try the lock; try to pick; disarm; disable; defuse; pick open; pick _ open; use _ picks; use _ lockpicks; use _ thieves' tools; use _ thieves tools; get past _ lock; defeat _ lock; open _ lock with _ picks; hotwire; bypass; pop the lock; beat the lock; pick locks; coax the lock; coax _ lock; unlock _ with _ picks; unlock _ with _ tools; unlock _ with a hairpin; jigger",
  ],
  [
    "break,open",
    "obliterate; pulverise; pulverize; blast; blow up; stomp; stomp on; use force; use brute force; use my strength; use muscle; brute force; muscle; break; break down; break _ down; break open; break _ open; break in; break into; break through; break apart; smash; smash open; smash _ open; smash in; smash down; bash; bash in; bash _ in; bash open; bash down; bash _ open; kick; kick in; kick _ in; kick open; kick _ open; kick down; kick _ down; force; force open; force _ open; force the lock; pry; pry open; pry _ open; pry off; pry up; prise open; prise _ open; shatter; destroy; demolish; wreck; crush; snap; rip open; rip _ open; rip off; rip; tear open; tear down; tear off; tear _ off; tear; splinter; ram; ram down; ram _ down; batter; batter down; hammer; hammer at; shoulder open; shoulder the; shoulder; put _ shoulder; throw _ weight; throw _ shoulder; throw myself against; slam into; give _ a kick; give _ a whack; give _ a good kick; bust; bust open; bust down; bust _ open; boot; boot _ open; wrench; wrench open; wrench _ open; axe; body slam; bulldoze; crowbar; lever; lever open; lever _ open; breach; charge through; vandalise; vandalize; trash; charge the door; ruin; stomp on the",
  ],
  [
    "break,use",
    "cut; slice; saw; saw through; cut through; cut open; cut down; hack through; hack at; hack; chop; chop down; chop up; sever; burn; burn down; set fire; set _ on fire; set _ alight; set light; torch; topple; tip over; tip _ over; knock over; knock _ over; knock down; sabotage; damage; collapse; pull down; pull _ down; push over; push _ over; overturn; upend; flip over; flip _ over; uproot",
  ],
  [
    "sneak",
    "sneak up; sneak up to; sneak; creep; tiptoe; tip toe; slip past; slip by; slip away; slip behind; sneak past; sneak around; sneak by; steal past; steal across; stealth; go stealth; use stealth; skulk; prowl; slink; stay low; keep low; stay out of sight; keep out of sight; stay hidden; stay quiet; keep quiet; be quiet; be stealthy; be sneaky; move quietly; move silently; go quietly; go silently; walk quietly; walk softly; pad; ghost; crouch walk; stalk; lurk; keep to the shadows; stick to the shadows; melt into; blend in; blend into; duck; duck down; duck behind; ease past; edge past; crawl past; steal away; go unnoticed; make no noise; make no sound; get past; go past; move past; walk past; steal up; steal upon; slip through unseen; pass unseen; pass unnoticed",
  ],
  [
    "sneak|hide",
    "take the hide action; hide action; use hide; hide; hide behind; hide in; take cover in; conceal myself; conceal; get out of sight; duck out of sight; lie low; lay low; vanish; disappear; camouflage; get behind",
  ],
  [
    "climb,go",
    "feel _ way; grope _ way; grope up; grope along; inch _ way up; pick _ way up; pick _ way down; climb down; climb into; climb through; climb out",
  ],
  [
    "climb",
    "get up in; get up into; get up onto; get up to the; climb; climb up; climb over; climb onto; climb on; climb to; scale; clamber; clamber up; clamber over; scramble; scramble up; shin; shinny; shimmy; vault; vault over; rappel; haul myself; haul up; pull myself up; get up on; get on top; get onto; get over; ascend the wall; boost; hoist myself; go over the wall; free climb",
  ],
  [
    "climb|jump",
    "jump; leap; hop; bound; spring; jump over; jump across; leap over; leap across; jump down; hop over; clear; hurdle; make the jump; long jump; take a running jump; swing across; swing over; dive over; parkour",
  ],
  ["climb|swim", "swim; dive; paddle; ford; wade across; float; swim across; dive in; plunge"],
  [
    "climb|tumble",
    "balance; tumble; cartwheel; somersault; roll under; flip; backflip; walk along; tightrope; walk across the beam",
  ],
  [
    "persuade",
    "offer _ a deal; offer _ a trade; offer _ a bargain; offer _ money; offer _ coin; offer to pay; persuade; convince; beg; plead; charm; flatter; appeal; bargain; haggle; negotiate; bribe; reason; reason with; coax; sweet talk; sweettalk; calm; calm down; calm _ down; soothe; pacify; win over; win _ over; talk _ into; talk into; talk _ out of; talk _ round; implore; urge; butter up; butter _ up; seduce; flirt; woo; compliment; make a deal; strike a deal; cut a deal; make peace; make friends; befriend; parley; get _ to agree; get _ to help; get _ to let; get _ to give; get _ to trust; get on _ good side; barter; beseech; sway; ask nicely; mediate; diplomacy; use diplomacy; try diplomacy; use persuasion; persuasion; entreat; earn _ trust; gain _ trust; win _ trust; talk down; talk _ down; cajole; impress; recruit; inspire; tame; defuse the situation; swear; promise; vow; assure; make _ an offer; propose; serenade",
  ],
  [
    "deceive",
    "lie; lie to; lie about; bluff; trick; fool; pretend; mislead; con; disguise; feign; fake; deceive; dupe; hoodwink; bamboozle; make up; make up a; tell a lie; tell _ a lie; spin a; spin _ a; invent; swindle; cheat; impersonate; pose as; pass myself off; pass _ off; play dumb; play dead; distract; create a distraction; cause a distraction; make a distraction; misdirect; claim to be; claim that; act like; act as if; act as though; use deception; deception; throw _ off; feed _ a story; feed _ a lie; scam; bullshit; bs; gaslight; cover up; outwit; sham",
  ],
  [
    "threaten",
    "threaten; intimidate; scare; scare _ off; scare off; menace; frighten; bully; growl; growl at; snarl; snarl at; demand; cow; browbeat; terrify; spook; strong arm; extort; blackmail; glare; glare at; loom; loom over; shake down; rough up; bark at; roar; shout down; order _ to; command; warn _ off; get in _ face; make a threat; use intimidation; intimidation; coerce; lean on _ to; put the fear; interrogate; twist _ arm; draw _ on; put _ against _ throat; put _ to _ throat; press _ to _ throat; press _ against _ throat; point _ at; hold _ to _ throat; grab _ by _ collar; slam _ hand; slam _ fist; slam _ fists; pound _ fist",
  ],
  [
    "help",
    "give _ cover; watch _ back; have _ back; encourage; cheer _ on; cheer on; boost _ up; take the help action; help action; help; aid; assist; lend a hand; lend _ a hand; give _ a hand; give _ a boost; support; back up; back _ up; cover for; team up; work together; pitch in; help out; help _ out; guide; come to _ aid; come to the aid; set _ up; distract _ for; help with",
  ],
  [
    "help|stabilise",
    "stabilise; stabilize; revive; save; first aid; give first aid; administer first aid; stop the bleeding; stop _ bleeding; staunch; stanch; help _ up; rescue; resuscitate; bring _ back; keep _ alive; do cpr; pick _ up off",
  ],
  [
    "attack",
    "bonk; bop; swat; thwack; lash out; lash; go berserk; annihilate; eliminate; fight back; retaliate; counterattack; hit back; have a swing; cut _ down; chop _ down; hack _ to; cut _ to; tear _ apart; knock _ out; knock out; subdue; knife; shank; end it; end this; take it down; put it down; put _ down for; whale on; hack away; take the attack action; attack action; use the attack action; make an attack; make a melee attack; slice and dice; attack; fight; strike; hit; stab; slash; swing; swing at; punch; kill; slay; charge; charge at; lunge; lunge at; thrust; cleave; assault; ambush; strike at; strike down; cut down the; take a swing; take a swing at; take _ out; take out the; take _ down; take down; beat; beat up; beat _ up; murder; engage the; go for; go at; finish; finish off; finish _ off; bludgeon; club; clobber; pummel; headbutt; tackle; wrestle; grapple; whack; smack; slap; jab; skewer; gut; behead; execute; pick a fight; start a fight; draw steel; backstab; sneak attack; smite; lay into; tear into; have at; rush at; rush the; run through; run _ through; impale; bite; claw; maul; press the attack; keep attacking; keep fighting; keep hitting; attack again; hit again; hit _ again; spear; wallop; thump; pounce; jump on; jump the; throw a punch; land a blow; deal with; go to town; wale on; hack down; chop the; end; dispatch; put down the; drop the; destroy the; deck; crush the; bash the; smash the; kick the; sock; shank; square up; unleash; let _ have it; swing my; swing _ at; poke _ with; hack at the; mess _ up; stomp; trip; shove the; put _ out of",
  ],
  [
    "attack|shoot",
    "take a shot; take a shot at; shoot; shoot at; fire; fire at; fire _ at; loose; loose an arrow; loose _ at; snipe; open fire; take aim; aim; aim at; take a shot; let fly; let _ fly; shoot an arrow; fire an arrow; launch; pepper; put an arrow; put _ arrow; send an arrow; shoot _ with; draw a bead; nail",
  ],
  ["attack|throw", "throw _ at; hurl _ at; toss _ at; fling _ at; lob _ at; chuck _ at"],
  [
    "defend",
    "fend _ off; ward _ off; keep _ at bay; hold _ at bay; deflect; shield up; shields up; guard up; cower; curl up; stay back; keep my distance; watch out; take the dodge action; use the dodge action; dodge action; take the dodge; defend; dodge; block the; parry; take cover; take _ cover; brace; brace myself; guard; protect; shield; defend myself; raise my shield; raise _ shield; raise my guard; raise _ guard; put my guard up; keep my guard up; keep _ guard up; guard up; put up _ guard; go on the defensive; full defense; fight defensively; hunker; hunker down; evade; ready for the; hold the line; hold my ground; hold _ ground; stand _ ground; stand guard; stand in front; keep _ distance; back to back; turtle; turtle up; weave; duck and weave; ward off; fend off; hold off; hold them off; hold _ off; duck for cover; get behind cover; get into cover; dive for cover; stay defensive; on guard; dig in; put myself between; step between; step in front",
  ],
  [
    "flee",
    "gtfo; give up; make myself scarce; run to safety; flee; run away; run for; run for it; escape; retreat; fall back; withdraw; bolt; get away; scram; make a run; make a break; run off; beat a retreat; beat it; leg it; book it; get the hell out; get the heck out; run like hell; run for my life; run for our lives; back out; back away; back off; get out of dodge; get to safety; abandon; nope; nope out; nope the; turn tail; hightail; bail; bail out; peace out; fly you fools; break away; clear out; give up the fight; disengage and run; cheese it; sprint away; make _ escape; hoof it; tap out; turn and run; vamoose; dip",
  ],
  [
    "flee|disengage",
    "step away; step away from; move back; move away; get away from; stay away; keep away; put some distance; put distance; create distance; get some distance; take the disengage action; disengage action; use disengage; disengage; break off; step back; back up; slip away from; get out of reach; get out of range; move away from; get clear",
  ],
  ["flee|dash", "dash; dash away; use dash; take the dash action; dash action"],
  [
    "help|escape",
    "break free; break loose; wriggle free; wriggle out; struggle; struggle free; get free; get loose; escape the grapple; escape _ grapple; escape _ grip; break _ grip; break the grapple; break _ hold; tear free; tear loose; pull free; shake off; shake _ off; squirm; slip free; free myself; cut myself free",
  ],
  [
    "read",
    "read; decipher; translate; make out the; puzzle out; skim; leaf through; flip through; thumb through; page through; peruse; browse; make sense; see what _ says; what does _ say; what do _ say; what does it say; what is written; what does _ read; decode; spell out; interpret; study the writing; study the text; recite; read out; read aloud; have a read; give _ a read",
  ],
  [
    "listen",
    "any sounds; any noises; any sound; any noise; what sounds; what can i hear; what do we hear; what do i hear; hear anything; listen; listen to; listen for; listen at; listen in; hear; eavesdrop; overhear; press _ ear; put _ ear; cup _ ear; prick up; strain to hear; strain _ ears; have a listen; take a listen; perk up; keep an ear; keep _ ears; try to hear",
  ],
  [
    "wait",
    "kill some time; kill an hour; waste time; waste some time; waste an hour; give me a minute; give me a moment; give me a second; give us a moment; give us a minute; twiddle my thumbs; hold up; brb; afk; wait; wait for; stay; stay put; stay here; pause; do nothing; stand by; stand still; linger; relax; idle; hang around; hang out; hang back; sit; sit down; sit back; keep watch; stand watch; bide; bide _ time; loiter; kill time; pass the time; pass time; let time pass; delay; chill; take it easy; twiddle; hold still; do not do anything; stay still; stay where; see what happens; watch what happens; wait and see; remain; hold on a; tarry; dawdle; nothing; keep still; freeze; give it a minute; give it a moment; take a moment; hold position; hold my position; meditate",
  ],
  [
    "wait|end-turn",
    "pass; pass my turn; skip; skip my turn; end turn; end my turn; end the turn; be done; finish my turn; hold my action; hold my turn; that is it; that is all; no action; do nothing this turn; done",
  ],
  [
    "rest",
    "kip; have a kip; lie down; lay down; take a load off; heal; rest; rest up; rest here; short rest; take a rest; take a short rest; have a rest; take a break; have a break; take a breather; have a breather; take five; catch _ breath; recover; recuperate; regroup; lick _ wounds; tend _ wounds; bind _ wounds; bandage _ wounds; bandage myself; patch myself up; patch ourselves up; patch up; dress _ wounds; heal up; heal ourselves; heal myself; nap; take a nap; doze; put _ feet up; get some rest; stop for a; treat _ wounds; treat my; treat our; breather; spend hit dice; spend a hit die; spend some hit dice; unwind; recharge; get _ strength back",
  ],
  [
    "rest|night",
    "sleep; long rest; take a long rest; have a long rest; make camp; set up camp; camp; camp out; bed down; turn in; turn in for; spend the night; stay the night; rest for the night; rest until morning; rest till morning; sleep until; get some sleep; go to sleep; go to bed; hit the hay; hit the sack; crash; rest overnight; rest for 8 hours; rest for eight hours; get some shut eye; call it a night; call it a day; snooze; take a room for the night",
  ],
  [
    "recall",
    "what do people say; what do they say about; what do folk say; what does my character know; what would i know; would i know; what have i heard; what have we heard; what do we know; what can i recall; does my character know; ever heard of; heard anything; any lore; lore check; ring a bell; ring any bells; recall; remember; recollect; think back; think about; think of; rack _ brain; rack _ brains; know about; know of; know anything; know something; know what; know if; know who; know why; know the; heard of; hear of; hear tell of; heard about; hear anything about; heard anything; recognise; recognize; identify; place the; wonder about; what do i know; search _ memory; cast _ mind; does _ ring a bell; ring a bell; ring any bells; have heard; reminisce; reflect; figure out; work out; make of; familiar with; know this; know that; lore; what is the story with; what is the history; be known about; dredge up; ponder; muse; contemplate; history check; arcana check; religion check; nature check; know; guess; deduce; understand; draw on _ knowledge; draw on my; think",
  ],
  [
    "look|inventory",
    "what is in my; what have i got in my; gear check; equipment list; what am i holding; what am i wearing; what is in my hands; inventory; check inventory; check my inventory; my inventory; open inventory; open my inventory; what do i have; what have i got; what am i carrying; what do we have; what is in my pack; what is in my bag; what is in my backpack; look in my pack; look in my bag; look in my backpack; look through my pack; look through my bag; check my pack; check my bag; check my backpack; check my gear; check my equipment; check my pockets; check my stuff; check my belongings; go through my pack; go through my bag; search my pack; search my bag; search my pockets; empty my pockets; list my items; list inventory; what items do i; what gear; what weapons do i; what is on me; show inventory; show me my inventory; show me my gear; show my inventory; my stuff; my items; my gear; my equipment; what equipment; am i carrying; rummage through my; rummage in my; look at my gear; look at my stuff; look at my equipment; look at my things; how much money; how much coin; how much gold; how many coins; how rich; count my coins; count my coin; count my money; check my purse",
  ],
  [
    "look|state",
    "how am i; how am i doing; how hurt am i; how badly am i; how injured am i; what is my hp; what is my ac; what is my armor class; what is my armour class; my hp; my health; how much hp; how many hp; how many hit points; hit points; what are my stats; my stats; character sheet; check my wounds; check my injuries; look at my wounds; check my health; check myself; look at myself; check my condition; how wounded am i; am i injured; am i wounded; am i dying; am i alive; am i alright; am i all right; am i fine; am i hurt; am i bleeding; am i okay; am i poisoned; my condition; my status; status; my modifier; what level am i; inspect my wounds; examine my wounds; examine myself; look myself over; look over myself",
  ],
  [
    "look|options",
    "what can i do; what can we do; what should i do; what should we do; what do i do; what now; what next; what are my options; what are our options; options; i am stuck; we are stuck; be stuck; stuck; hint; give me a hint; any hints; any ideas; suggestions; commands; help me out here; help what can i do; help what can we do; help what should i do; help what should we do; help what do i do; help what do we do; help what now; no idea; idk; idk what; what to do; not sure what to do; unsure what to do; no clue; do not know what to do; what else can i; what else can we; what is there to do; what is possible; what happens now; now what; be lost; lost; what do we do; any suggestions; where do i start; where do we start",
  ],
  [
    "help|stand-up",
    "stand up; get up; get to my feet; get back up; get back on my feet; rise; rise to my feet; stand back up; pick myself up; scramble to my feet; roll to my feet; get on my feet",
  ],
  [
    "look|sense",
    "tell me what i see; tell me what i can see; tell me what we see; tell me what is here; tell me where i am; tell me where we are; describe what i see; describe what we see; describe my surroundings; describe our surroundings; who is here; who is there; who is around; who else is here; who is in; what do i see; what do we see; what can i see; what can we see; where am i; where are we; what is here; what is around; what is this place; what does this place; what does it look like; where can i go; where can we go; what exits; exits; which way; what are the exits; any exits; ways out; way out; how do i get out; how do we get out; what is going on; what is happening; what else is here; what is in here; what is in the room; what is in this room; is anyone here; is anybody here; is there anyone; is there anybody; anyone here; anything here; is there anything; anything interesting; anything of interest; anything unusual; anything else; what is nearby; what is outside; get my bearings; get our bearings; take stock of; describe the scene; describe the room; describe the area; describe the place; set the scene; where do the exits; where do the doors; who can i talk; who can i see; what is the situation; what is the room like; how does the room look; read the room; look left; look right; look up and down; look both ways; look here",
  ],
];

interface Entry {
  readonly parts: readonly string[];
  readonly sense: Sense;
}

const BY_FIRST = new Map<string, Entry[]>();
const LONGEST_GAP = 5;

/** People who know the game name the skill: "perception check", "roll stealth", "make a history check". */
const SKILL_SENSES: readonly (readonly [intents: string, skills: string])[] = [
  ["search,look", "perception; investigation; survival"],
  ["sneak", "stealth"],
  ["climb", "athletics"],
  ["climb|tumble", "acrobatics"],
  ["persuade", "persuasion; performance; animal handling; charisma"],
  ["deceive", "deception"],
  ["threaten", "intimidation"],
  ["recall", "history; arcana; religion; nature; lore; knowledge"],
  ["look", "insight"],
  ["pick,take", "sleight of hand; thieves tools"],
  ["help|stabilise", "medicine"],
];
const SKILL_PHRASES = [
  "# check",
  "make # check",
  "make a # check",
  "make an # check",
  "do a # check",
  "do an # check",
  "roll #",
  "roll for #",
  "roll a # check",
  "roll an # check",
  "use #",
  "use my # skill",
];
const BY_SKILL = SKILL_SENSES.map(([kind, skills]): readonly [string, string] => [
  kind,
  skills
    .split("; ")
    .flatMap((skill) => SKILL_PHRASES.map((phrase) => phrase.replace("#", skill)))
    .join("; "),
]);

for (const [kind, phrases] of [...TABLE, ...BY_SKILL]) {
  const [intents = "", tag] = kind.split("|");
  const sense: Sense = { intents: intents.split(",") as Intent[], tag: (tag ?? null) as Tag | null };
  for (const phrase of phrases.split(";")) {
    const parts = phrase.trim().split(" ");
    const first = parts[0] ?? "";
    const list = BY_FIRST.get(first) ?? [];
    list.push({ parts, sense });
    BY_FIRST.set(first, list);
  }
}

/** Every verb that opens a phrase of its own: what a misspelt first word is compared with. */
export const VERBS: readonly string[] = [...BY_FIRST.keys()].filter((word) => word.length > 3);

/** Whether the word, in any of its forms, may open a verb phrase. */
export function opensVerb(word: string): boolean {
  return baseForms(word).some((form) => BY_FIRST.has(form));
}

/** The longest verb phrase that starts exactly at `at`, or null. */
export function senseAt(words: readonly string[], at: number): FoundSense | null {
  const word = words[at];
  if (word === undefined) return null;
  let best: (FoundSense & { weight: number }) | null = null;
  for (const form of baseForms(word)) {
    for (const entry of BY_FIRST.get(form) ?? []) {
      const used = follow(words, at, entry.parts);
      if (used === null) continue;
      const length = (used.at(-1) ?? at) - at + 1;
      // More of the phrase's own words wins; of two as long, the one that leaves fewer words out.
      const weight = used.length * 10 - (length - used.length) - (form === word ? 0 : 0.5);
      if (best === null || weight > best.weight) best = { sense: entry.sense, at, length, used, weight };
    }
  }
  return best;
}

function follow(words: readonly string[], at: number, parts: readonly string[]): number[] | null {
  const used = [at];
  let place = at + 1;
  for (let index = 1; index < parts.length; index += 1) {
    const part = parts[index] ?? "";
    if (part !== "_") {
      // "Take a long nap", "have a really quick look": what kind of nap does not matter.
      for (
        let skipped = 0;
        skipped < 2 && !sameWord(words[place], part) && FILLING.has(words[place] ?? "");
        skipped += 1
      )
        place += 1;
      if (!sameWord(words[place], part)) return null;
      used.push(place);
      place += 1;
      continue;
    }
    const next = parts[index + 1];
    if (next === undefined) return used;
    let found = -1;
    for (let step = 1; step <= LONGEST_GAP && found < 0; step += 1)
      if (sameWord(words[place + step], next)) found = place + step;
    if (found < 0) return null;
    place = found;
  }
  return used;
}

const FILLING: ReadonlySet<string> = new Set(
  "long short quick quickly little brief good nice quiet deep very really proper bit of careful thorough cautious second close big swift hard solid mighty gentle slow silent fucking damn bloody massive small just all own more".split(
    " ",
  ),
);

function sameWord(word: string | undefined, part: string): boolean {
  if (word === undefined) return false;
  return word === part || (part.length > 3 && baseForms(word).includes(part));
}
