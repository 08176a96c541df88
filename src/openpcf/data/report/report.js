(function(){
var root=document.documentElement,languages=document.getElementById("languages"),buttons=languages.querySelectorAll("button"),wanted=(navigator.language||"").toLowerCase().split("-")[0];
function set(code){root.lang=code;buttons.forEach(function(button){button.setAttribute("aria-pressed",String(button.lang===code));});}
buttons.forEach(function(button){
if(button.lang.toLowerCase().split("-")[0]===wanted){set(button.lang);}
button.addEventListener("click",function(){set(button.lang);});});
languages.hidden=false;
var filters=document.getElementById("filters"),lines=document.querySelectorAll("#lines > details"),none=document.getElementById("none");
if(filters){filters.hidden=false;filters.addEventListener("change",function(event){
var wanted=event.target.value,left=0;
lines.forEach(function(line){line.hidden=wanted!=="all"&&line.dataset[wanted]!=="yes";left+=line.hidden?0:1;});
none.hidden=left>0;});}
window.addEventListener("beforeprint",function(){document.querySelectorAll("details").forEach(function(found){found.open=!found.closest("#lines");});});
})();
